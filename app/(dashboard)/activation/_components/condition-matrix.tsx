'use client'
import { Check, TriangleAlert } from 'lucide-react'
import type { ActivationView, ConditionRow } from '@/server/control/services/activation/schemas'
import type { ConditionId } from '@/server/core/activation/types'
import { GateBadge } from '../../../_components/domain/badges'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { Since } from '../../../_components/relative-time'
import { cn } from '../../../_components/ui/cn'
import { Table, TableBox, Td, Th } from '../../../_components/ui/table'
import { conditionLabels } from '../../../_lib/labels'
import { withUnit } from './condition-value'
import { ExplainedTh } from './explained-th'

const ids = Object.keys(conditionLabels) as ConditionId[]

type Props = { view: ActivationView; chosen: string | null; onChoose: (zone: string) => void }

/** One row a zone, one column a condition: what holds a zone back can be read across. */
export function ConditionMatrix({ view, chosen, onChoose }: Props) {
  return (
    <TableBox label="Zones and their conditions">
      <Table>
        <thead>
          <tr>
            <Th>Zone</Th>
            <Th>State</Th>
            {ids.map((id) => (
              <ExplainedTh key={id} {...conditionLabels[id]} />
            ))}
            <Th>In this state</Th>
          </tr>
        </thead>
        <tbody>
          {view.zones.map((row) => (
            <tr key={row.zone} className={cn(row.zone === chosen && 'bg-accent-soft')}>
              <Td>
                <button
                  type="button"
                  aria-pressed={row.zone === chosen}
                  onClick={() => onChoose(row.zone)}
                  className="rounded hover:underline"
                >
                  <ZoneTag code={row.zone} link={false} />
                </button>
              </Td>
              <Td className="whitespace-nowrap">
                <GateBadge state={row.state} canaryPct={row.canaryPct} override={row.state !== row.automatic.state} />
                {row.latched && <span className="ml-1.5 text-xs text-bad">latched</span>}
              </Td>
              {ids.map((id) => (
                <Td key={id}>
                  <ConditionCell
                    condition={
                      row.conditions.find((condition) => condition.id === id) ??
                      view.conditions.find((condition) => condition.id === id && condition.zone === null) ??
                      null
                    }
                  />
                </Td>
              ))}
              <Td className="whitespace-nowrap text-muted">{row.since === null ? '–' : <Since at={row.since} />}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  )
}

function ConditionCell({ condition }: { condition: ConditionRow | null }) {
  if (condition === null) return <span className="text-faint">–</span>
  const Icon = condition.met ? Check : TriangleAlert
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1.5 whitespace-nowrap',
        condition.met ? 'text-ok' : condition.hardLoss ? 'text-bad' : 'text-warn',
      )}
      title={condition.detail}
    >
      <Icon size={13} aria-label={condition.met ? 'Met' : condition.hardLoss ? 'Lost' : 'Not met'} />
      {withUnit(condition.value, condition.unit)}
    </span>
  )
}
