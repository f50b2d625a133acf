'use client'
import { Check, HelpCircle, X } from 'lucide-react'
import type { Route } from 'next'
import { useQueryStates } from 'nuqs'
import { type ReactNode, useMemo } from 'react'
import type { NodeDetail } from '@/server/control/services/nodes/schemas'
import type { TrustLevel } from '@/server/core/config/schema'
import { Country } from '../../../../_components/domain/country'
import { RelativeTime } from '../../../../_components/relative-time'
import { Link } from '../../../../_components/ui/link'
import { Panel } from '../../../../_components/ui/panel'
import { Table, TableBox, Td, Th } from '../../../../_components/ui/table'
import { coordinates, count } from '../../../../_lib/format'
import { useZones } from '../../../../_lib/use-zones'
import { nodeParams } from '../search-params'
import { type Agreement, type Line, linesOf } from './evidence-lines'
import { EvidenceMap } from './evidence-map'

type Props = { evidence: NodeDetail['evidence']; level: TrustLevel }

/** What each source says of the place, on a map and side by side: agreement is a column one can read down. */
export function Evidence({ evidence, level }: Props) {
  if (evidence === null) {
    return (
      <Panel title="Evidence">
        <p className="text-muted">
          Evidence tells where a machine stands: only admins see it. Its operator is told the verdict, and why, in the answer to each
          heartbeat.
        </p>
      </Panel>
    )
  }
  return <Lines evidence={evidence} level={level} />
}

function Lines({ evidence, level }: { evidence: NonNullable<Props['evidence']>; level: TrustLevel }) {
  const { zones } = useZones()
  const [{ source }, setParams] = useQueryStates(nodeParams, { history: 'replace' })
  const { claim, address } = evidence
  const { databases, override } = address
  const lines = useMemo(() => linesOf({ claim, databases, override }, zones), [claim, databases, override, zones])
  const selected = lines.some(({ id }) => id === source) ? source : null
  // The map goes to what was chosen, wherever it was dragged to.
  const select = (id: string | null) => {
    if (id !== selected) void setParams({ source: id, lng: null, lat: null, z: null })
  }
  return (
    <Panel
      title="Evidence"
      aside={
        <span className="text-xs text-faint">
          address seen <RelativeTime at={address.observedAt} />
        </span>
      }
    >
      <EvidenceMap level={level} lines={lines} zones={zones} selected={selected} onSelect={select} />
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
            {lines.map((line) => (
              <tr key={line.id} className={line.id === selected ? 'bg-accent-soft' : undefined}>
                <Td className="pl-0">
                  <button
                    type="button"
                    aria-pressed={line.id === selected}
                    disabled={line.countries.length === 0 && line.fix === null}
                    onClick={() => select(line.id === selected ? null : line.id)}
                    className="rounded px-1 font-medium enabled:hover:bg-hover enabled:hover:text-accent aria-pressed:text-accent"
                    title={line.countries.length === 0 && line.fix === null ? undefined : 'Show on the map'}
                  >
                    {line.source}
                  </button>
                </Td>
                <Td>{saying(line)}</Td>
                <Td>
                  <Agrees agreement={line.agreement} />
                </Td>
                <Td className="text-xs text-muted">{line.note}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableBox>
      <p className="mt-3 text-xs text-muted">
        Address block {evidence.addressPrefix}
        {address.class && `, ${address.class} range`}. The address itself is never stored.{' '}
        <Link
          href={`/settings?tab=overrides&override=${encodeURIComponent(evidence.addressPrefix)}` as Route}
          className="text-accent underline"
        >
          Override where it stands
        </Link>
        {evidence.lastConsistentAt !== null && (
          <>
            {' · '}
            Last consistent <RelativeTime at={evidence.lastConsistentAt} />
          </>
        )}
      </p>
    </Panel>
  )
}

function saying({ id, says, countries, fix }: Line): ReactNode {
  if (fix) {
    return (
      <>
        {coordinates(fix.point)} ± {count(fix.accuracyM)} m{countries[0] && <>, {<Country code={countries[0]} />}</>}
      </>
    )
  }
  if (id === 'tag') return says ?? 'nothing'
  if (id === 'gps') return 'nothing'
  return countries[0] ? <Country code={countries[0]} withName /> : 'does not know'
}

const looks = {
  claim: { text: '–', colour: 'text-faint', icon: null },
  open: { text: 'open', colour: 'text-faint', icon: HelpCircle },
  agrees: { text: 'yes', colour: 'text-ok', icon: Check },
  disagrees: { text: 'no', colour: 'text-bad', icon: X },
} as const satisfies Record<Agreement, object>

function Agrees({ agreement }: { agreement: Agreement }) {
  const { text, colour, icon: Icon } = looks[agreement]
  return (
    <span className={`inline-flex items-center gap-1 ${colour}`}>
      {Icon && <Icon size={13} aria-hidden />}
      {text}
    </span>
  )
}
