'use client'
import type { ActivationView } from '@/server/control/services/activation/schemas'
import { EmptyState } from '../../../_components/states'
import { Panel } from '../../../_components/ui/panel'
import type { Span } from '../search-params'
import { ConditionList } from './condition-list'
import { ConditionMatrix } from './condition-matrix'
import { History } from './history'
import { ShadowPanel } from './shadow-panel'
import { StateLadder } from './state-ladder'
import { TimelinePanel } from './timeline-panel'

type Props = {
  view: ActivationView
  zone: string | null
  onZone: (zone: string | null) => void
  span: Span
  onSpan: (span: Span) => void
}

export function ConditionsTab({ view, zone, onZone, span, onSpan }: Props) {
  // Nothing chosen: the zone that is held back furthest is what one came to see.
  const chosen =
    view.zones.find((row) => row.zone === zone) ?? view.zones.find((row) => row.conditions.some((condition) => !condition.met)) ?? null
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-3xl text-muted">
        The gate decides whether preference routing applies, zone by zone. Boundaries hold in every state. It goes up one step at a time
        while all conditions hold, and comes down by itself.
      </p>
      <Panel title="Conditions by zone" flush>
        {view.zones.length === 0 ? (
          <EmptyState title="No top-level zone">Without zones nothing is gated.</EmptyState>
        ) : (
          <ConditionMatrix view={view} chosen={chosen?.zone ?? null} onChoose={(code) => onZone(code === zone ? null : code)} />
        )}
      </Panel>
      {view.zones.length > 0 && <TimelinePanel view={view} span={span} onSpan={onSpan} />}
      <ShadowPanel />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Panel title={chosen ? `${chosen.zone}: have and need` : 'Network: have and need'} aside={chosen && <StateLadder row={chosen} />}>
          <ConditionList
            conditions={chosen ? chosen.conditions : view.conditions.filter((condition) => condition.zone === null)}
            empty={chosen ? 'Not judged yet: the gate ticks every few seconds.' : 'Choose a zone above to see what it has and needs.'}
          />
        </Panel>
        <Panel title="History">
          <History rows={chosen ? view.history.filter((row) => row.zone === null || row.zone === chosen.zone) : view.history} />
        </Panel>
      </div>
    </div>
  )
}
