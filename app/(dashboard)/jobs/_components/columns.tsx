'use client'
import { Check, FlaskConical, TriangleAlert, X } from 'lucide-react'
import type { DecisionRow } from '@/server/control/services/decisions/schemas'
import { reasons } from '@/server/core/reasons'
import { GateBadge, RungBadge } from '../../../_components/domain/badges'
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
  { id: 'at', header: 'Time', width: '6.75rem', cell: (row) => <When row={row} /> },
  { id: 'outcome', header: 'Outcome', width: '7.5rem', cell: (row) => <OutcomeBadge row={row} /> },
  { id: 'origin', header: 'Origin', width: '4rem', cell: ({ origin }) => <Country code={origin.country} /> },
  { id: 'preferred', header: 'Preferred', width: '5.5rem', cell: ({ preferredZone }) => <Preferred zone={preferredZone} /> },
  { id: 'served', header: 'Served', width: '7rem', cell: (row) => <Served row={row} /> },
  { id: 'rung', header: 'Rung', width: '6.5rem', cell: ({ rung }) => (rung === null ? dash : <RungBadge rung={rung} plain />) },
  { id: 'distance', header: 'Distance', width: '5.5rem', align: 'right', cell: ({ distanceKm }) => km(distanceKm) },
  { id: 'model', header: 'Model', width: 'minmax(8rem,1.4fr)', cell: ({ model }) => <span title={model}>{model}</span> },
  {
    id: 'subcloud',
    header: 'Subcloud',
    width: 'minmax(5.5rem,1fr)',
    cell: ({ subcloud }) => subcloud ?? <span className="text-faint">general</span>,
  },
  { id: 'gate', header: 'Gate', width: '7rem', cell: ({ gate }) => <GateBadge state={gate} plain /> },
  {
    id: 'took',
    header: 'Took',
    width: '4.75rem',
    align: 'right',
    cell: ({ tookUs }) => <span className="text-muted">{micros(tookUs)}</span>,
  },
]

const dash = <span className="text-faint">–</span>

function When({ row: { at, simulated } }: { row: DecisionRow }) {
  return (
    <span className="inline-flex items-center gap-1 text-muted">
      <RelativeTime at={at} />
      {simulated && (
        <FlaskConical size={12} className="text-warn" aria-label="Simulated">
          <title>Simulated</title>
        </FlaskConical>
      )}
    </span>
  )
}

function Preferred({ zone }: { zone: string | null }) {
  return zone === null ? <span className="text-faint">none</span> : <ZoneTag code={zone} link={false} />
}

function Served({ row: { outcome, servedZone, servedCountry } }: { row: DecisionRow }) {
  if (outcome === 'refused') return dash
  return (
    <span className="inline-flex gap-1.5">
      <ZoneTag code={servedZone} link={false} />
      {servedCountry !== null && (
        <span className="text-muted">
          <Country code={servedCountry} />
        </span>
      )}
    </span>
  )
}
