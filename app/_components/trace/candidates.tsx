'use client'
import type { RungView } from '@/server/control/services/decisions/schemas'
import { count, km, percent, shortId } from '../../_lib/format'
import { Country } from '../domain/country'
import { ZoneTag } from '../domain/zone-tag'
import { Badge } from '../ui/badge'
import { Link } from '../ui/link'
import { Table, TableBox, Td, Th } from '../ui/table'

/** Those that the pick looked at, best first. */
export function Candidates({ rung, picked }: { rung: RungView; picked: string | null }) {
  return (
    <div className="rounded-md border">
      <TableBox label="Candidates that the pick looked at">
        <Table className="text-xs [&_td]:px-2 [&_th]:px-2">
          <thead>
            <tr>
              {['Node', 'Place', 'Free', 'Distance', 'Failing', 'Trust', 'Score'].map((header, i) => (
                <Th key={header} className={[2, 3, 4, 6].includes(i) ? 'text-right' : undefined}>
                  {header}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rung.sampled.map((candidate) => (
              <tr key={candidate.id} className={candidate.id === picked ? 'bg-accent-soft' : undefined}>
                <Td className="whitespace-nowrap">
                  <Link href={`/nodes/${encodeURIComponent(candidate.id)}`} className="font-mono hover:underline">
                    {shortId(candidate.id)}
                  </Link>{' '}
                  {candidate.id === picked && <Badge tone="accent">picked</Badge>}
                </Td>
                <Td className="whitespace-nowrap">
                  <ZoneTag code={candidate.zone} link={false} /> <Country code={candidate.country} />
                </Td>
                <Td className="text-right whitespace-nowrap">
                  {count(candidate.free)}/{count(candidate.slots)}
                </Td>
                <Td className="text-right whitespace-nowrap">{km(candidate.distanceKm)}</Td>
                <Td className="text-right whitespace-nowrap">{percent(candidate.failureRate * 100)}</Td>
                <Td>{candidate.trust}</Td>
                <Td className="text-right">{candidate.score.toFixed(3)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableBox>
      {rung.hidden !== 0 && <p className="px-2 py-1 text-xs text-muted">and {count(rung.hidden)} that your role does not show</p>}
    </div>
  )
}
