'use client'
import { countryName } from '@/server/core/config/countries'
import type { Zone } from '@/server/core/config/schema'
import { useSubdivisions } from '../../../../_lib/subdivisions/use-subdivisions'
import type { Parts } from './split-parts'

type Props = { zone: Zone; parts: Parts; onDeal: (member: string, to: number) => void }

/** Which part each country and subdivision goes to. */
export function DealTable({ zone, parts, onDeal }: Props) {
  const subdivisions = useSubdivisions()
  const nameOf = (code: string) => subdivisions?.get(code)?.name ?? countryName(code)
  const members = [...zone.countries, ...zone.subdivisions].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'))
  const holderOf = (code: string) => parts.findIndex((part) => part.countries.includes(code) || part.subdivisions.includes(code))
  if (members.length === 0) return null
  return (
    <div className="overflow-x-auto">
      <table aria-label="Members" className="w-full text-left">
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="font-medium">
              Member
            </th>
            {parts.map(({ code }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the list
              <th key={at} scope="col" className="w-24 min-w-16 text-center font-medium">
                {code}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => {
            const holder = holderOf(member)
            return (
              <tr key={member} className="border-t">
                <th scope="row" className="py-0.5 font-normal">
                  {nameOf(member)} <span className="font-mono text-2xs text-faint">{member}</span>
                </th>
                {parts.map(({ code }, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the list
                  <td key={at} className="text-center">
                    <input
                      type="radio"
                      name={`part-${member}`}
                      aria-label={`${nameOf(member)} to ${code}`}
                      checked={holder === at}
                      onChange={() => onDeal(member, at)}
                      className="accent-(--accent)"
                    />
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
