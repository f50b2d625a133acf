import { useMemo } from 'react'
import type { GridOrigin, Sweep } from '@/server/core/what-if/sweep'
import { Country } from '../../../_components/domain/country'
import { ExportMenu } from '../../../_components/export-menu'
import { Table, TableBox, Td, Th } from '../../../_components/ui/table'
import { count, percent, plural } from '../../../_lib/format'
import { tableFiles } from '../../../_lib/table-file'
import { byCountry, type CountryRow, moves, type Share } from './cells'

type Props = { grid: readonly GridOrigin[]; before: Sweep; after: Sweep | null; noMap: boolean }

/** The sweep in rows: who moves where, and every country. */
export function SweepTables({ grid, before, after, noMap }: Props) {
  const rows = useMemo(() => byCountry(grid, before, after), [grid, before, after])
  const moved = useMemo(() => (after ? moves(grid, before, after) : []), [grid, before, after])
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto bg-surface p-4">
      {noMap && <p className="text-muted">This browser shows no map: here is the same in rows.</p>}
      {after && (
        <section aria-label="What moves">
          <h2 className="mb-1.5 font-semibold">What moves</h2>
          {moved.length === 0 ? (
            <p className="text-muted">Nothing: every origin is served in the same zone.</p>
          ) : (
            <TableBox label="Origins that move">
              <Table>
                <thead>
                  <tr>
                    <Th>From</Th>
                    <Th>To</Th>
                    <Th className="text-right">Origins</Th>
                    <Th>Countries</Th>
                  </tr>
                </thead>
                <tbody>
                  {moved.map(({ from, to, origins, countries }) => (
                    <tr key={`${from} ${to}`}>
                      <Td className="whitespace-nowrap">{from}</Td>
                      <Td className="font-medium whitespace-nowrap">{to}</Td>
                      <Td className="text-right">{count(origins)}</Td>
                      <Td className="text-muted">
                        {countries.slice(0, 12).join(', ')}
                        {countries.length > 12 && ` and ${plural(countries.length - 12, 'more', 'more')}`}
                      </Td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            </TableBox>
          )}
        </section>
      )}
      <section aria-label="By country">
        <div className="mb-1.5 flex items-center justify-between">
          <h2 className="font-semibold">By country</h2>
          <ExportMenu what="countries" formats={countryFiles} page={async () => ({ items: rows, nextCursor: null })} />
        </div>
        <TableBox label="Served by, for each country">
          <Table>
            <thead>
              <tr>
                <Th>Country</Th>
                <Th className="text-right">Origins</Th>
                <Th>{after ? 'Published' : 'Served by'}</Th>
                {after && <Th>As asked</Th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.country} className={row.moved > 0 ? 'bg-accent-soft' : undefined}>
                  <Td className="whitespace-nowrap">
                    <Country code={row.country} withName />
                  </Td>
                  <Td className="text-right">{count(row.origins)}</Td>
                  <Td>{words(row.before, row.origins)}</Td>
                  {row.after && <Td>{words(row.after, row.origins)}</Td>}
                </tr>
              ))}
            </tbody>
          </Table>
        </TableBox>
      </section>
    </div>
  )
}

const countryFiles = tableFiles<CountryRow>([
  ['country', ({ country }) => country],
  ['origins', ({ origins }) => origins],
  ['servedBy', ({ before, origins }) => words(before, origins)],
  ['asAsked', ({ after, origins }) => after && words(after, origins)],
  ['moved', ({ moved }) => moved],
])

function words(shares: readonly Share[], all: number): string {
  if (shares.length === 1) return shares[0]!.place
  return shares.map(({ place, origins }) => `${place} ${percent((100 * origins) / all, 0)}`).join(', ')
}
