'use client'
import { Check, TriangleAlert, X } from 'lucide-react'
import type { DecisionRow } from '@/server/control/services/decisions/schemas'
import { reasons } from '@/server/core/reasons'
import { GateBadge, RungBadge, SimulatedBadge } from '../../../_components/domain/badges'
import { Country } from '../../../_components/domain/country'
import { ExplainedBadge } from '../../../_components/domain/explained-badge'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { RelativeTime } from '../../../_components/relative-time'
import type { Column } from '../../../_components/virtual-table'
import { km, micros } from '../../../_lib/format'
import { refusalLabels } from '../../../_lib/labels'

export function OutcomeBadge({ row }: { row: Pick<DecisionRow, 'outcome' | 'code' | 'fallback'> }) {
  if (row.outcome === 'refused') {
    const code = row.code ?? 'refused'
    return (
      <ExplainedBadge
        tone="bad"
        icon={<X size={11} aria-hidden />}
        label={refusalLabels[code] ?? 'Refused'}
        title={code}
        means={code in reasons ? reasons[code as keyof typeof reasons] : 'The job was refused.'}
      />
    )
  }
  if (row.fallback)
    return (
      <ExplainedBadge
        tone="warn"
        icon={<TriangleAlert size={11} aria-hidden />}
        label="Fell back"
        means="Routed, but on a later rung than the first: open the job to see what stood in the way."
      />
    )
  return (
    <ExplainedBadge
      tone="ok"
      icon={<Check size={11} aria-hidden />}
      label="Routed"
      means="A node took the job on the first rung of its ladder."
    />
  )
}

export const columns: readonly Column<DecisionRow>[] = [
  { id: 'at', header: 'Time', width: '6.5rem', cell: ({ at }) => <RelativeTime at={at} className="text-muted" /> },
  { id: 'outcome', header: 'Outcome', width: '8.5rem', cell: (row) => <OutcomeBadge row={row} /> },
  { id: 'origin', header: 'Origin', width: '5rem', cell: ({ origin }) => <Country code={origin.country} /> },
  {
    id: 'preferred',
    header: 'Preferred',
    width: '6rem',
    cell: ({ preferredZone }) =>
      preferredZone === null ? <span className="text-faint">none</span> : <ZoneTag code={preferredZone} link={false} />,
  },
  {
    id: 'served',
    header: 'Served',
    width: '7.5rem',
    cell: ({ outcome, servedZone, servedCountry }) =>
      outcome === 'refused' ? (
        <span className="text-faint">–</span>
      ) : (
        <span className="inline-flex gap-1.5">
          <ZoneTag code={servedZone} link={false} />{' '}
          <span className="text-muted">
            <Country code={servedCountry} />
          </span>
        </span>
      ),
  },
  {
    id: 'rung',
    header: 'Rung',
    width: '7rem',
    cell: ({ rung }) => (rung === null ? <span className="text-faint">–</span> : <RungBadge rung={rung} />),
  },
  { id: 'distance', header: 'Distance', width: '6.5rem', align: 'right', cell: ({ distanceKm }) => km(distanceKm) },
  { id: 'model', header: 'Model', width: 'minmax(9rem,1.4fr)', cell: ({ model }) => <span title={model}>{model}</span> },
  {
    id: 'subcloud',
    header: 'Subcloud',
    width: 'minmax(6rem,1fr)',
    cell: ({ subcloud }) => subcloud ?? <span className="text-faint">general</span>,
  },
  { id: 'gate', header: 'Gate', width: '6.5rem', cell: ({ gate }) => <GateBadge state={gate} /> },
  { id: 'took', header: 'Took', width: '5rem', align: 'right', cell: ({ tookUs }) => <span className="text-muted">{micros(tookUs)}</span> },
  { id: 'simulated', header: '', width: '6.5rem', cell: ({ simulated }) => simulated && <SimulatedBadge /> },
]
