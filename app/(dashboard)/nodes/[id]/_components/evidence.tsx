'use client'
import { Check, HelpCircle, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { NodeDetail } from '@/server/control/services/nodes/schemas'
import { Country } from '../../../../_components/domain/country'
import { RelativeTime } from '../../../../_components/relative-time'
import { Panel } from '../../../../_components/ui/panel'
import { Table, TableBox, Td, Th } from '../../../../_components/ui/table'
import { coordinates, count } from '../../../../_lib/format'

type Line = { source: string; says: ReactNode; country: string | null; note: ReactNode }

function linesOf({ claim, address }: NonNullable<NodeDetail['evidence']>): Line[] {
  const tagCountry = claim.tag?.startsWith('country:')
    ? claim.tag.slice(8)
    : claim.tag?.startsWith('subdivision:')
      ? claim.tag.slice(12, 14)
      : null
  return [
    { source: 'Declared tag', says: claim.tag ?? 'nothing', country: tagCountry, note: 'the claim itself' },
    {
      source: 'GPS',
      says: claim.gps ? (
        <>
          {coordinates(claim.gps.point)} ± {count(claim.gps.accuracyM)} m
        </>
      ) : (
        'nothing'
      ),
      country: claim.gps?.country ?? null,
      note: claim.gps?.nearBorder ? 'too close to a border' : 'part of the claim',
    },
    ...address.databases.map(
      ({ source, country }): Line => ({
        source,
        says: country ? <Country code={country} withName /> : 'does not know',
        country,
        note: 'address database',
      }),
    ),
    ...(address.override
      ? [
          {
            source: 'Override',
            says: <Country code={address.override.country} withName />,
            country: address.override.country,
            note: 'an admin’s word for this address range',
          },
        ]
      : []),
  ]
}

/** What each source says of the place, side by side: agreement is a column one can read down. */
export function Evidence({ evidence }: { evidence: NodeDetail['evidence'] }) {
  if (evidence === null) {
    return (
      <Panel title="Evidence">
        <p className="text-muted">Evidence tells where a machine stands: only admins and the node’s owner see it.</p>
      </Panel>
    )
  }
  const lines = linesOf(evidence)
  const claimed = lines[0]?.country ?? lines[1]?.country ?? null
  return (
    <Panel
      title="Evidence"
      aside={
        <span className="text-xs text-faint">
          address seen <RelativeTime at={evidence.address.observedAt} />
        </span>
      }
    >
      <TableBox label="Evidence by source">
        <Table>
          <thead>
            <tr>
              <Th className="pl-0">Source</Th>
              <Th>Says</Th>
              <Th>Agrees</Th>
              <Th>What it is</Th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, i) => (
              <tr key={line.source}>
                <Td className="pl-0 font-medium">{line.source}</Td>
                <Td>{line.says}</Td>
                <Td>{i === 0 ? <span className="text-faint">–</span> : <Agreement claimed={claimed} says={line.country} />}</Td>
                <Td className="text-xs text-muted">{line.note}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableBox>
      <p className="mt-3 text-xs text-muted">
        Address block {evidence.addressPrefix}
        {evidence.address.class && `, ${evidence.address.class} range`}. The address itself is never stored.
        {evidence.lastConsistentAt !== null && (
          <>
            {' '}
            Last consistent <RelativeTime at={evidence.lastConsistentAt} />.
          </>
        )}
      </p>
    </Panel>
  )
}

function Agreement({ claimed, says }: { claimed: string | null; says: string | null }) {
  if (claimed === null || says === null) {
    return (
      <span className="inline-flex items-center gap-1 text-faint">
        <HelpCircle size={13} aria-hidden />
        open
      </span>
    )
  }
  return claimed === says ? (
    <span className="inline-flex items-center gap-1 text-ok">
      <Check size={13} aria-hidden />
      yes
    </span>
  ) : (
    <span className="inline-flex items-center gap-1 text-bad">
      <X size={13} aria-hidden />
      no
    </span>
  )
}
