'use client'
import { Check, TrendingDown, TrendingUp, TriangleAlert } from 'lucide-react'
import type { ConditionRow } from '@/server/control/services/activation/schemas'
import { Since } from '../../../_components/relative-time'
import { Meter } from '../../../_components/ui/meter'
import { conditionLabels } from '../../../_lib/labels'
import { trendOf, withUnit } from './condition-value'

const trends = { up: { icon: TrendingUp, text: 'rising' }, down: { icon: TrendingDown, text: 'falling' } }

/** Each condition with target, value, trend and since when, and what is missing in words. */
export function ConditionList({ conditions, empty }: { conditions: readonly ConditionRow[]; empty: string }) {
  if (conditions.length === 0) return <p className="text-muted">{empty}</p>
  return (
    <ul className="flex flex-col gap-4">
      {conditions.map((condition) => (
        <li key={condition.id} className="flex flex-col gap-1">
          <div className="flex items-center gap-2">
            {condition.met ? (
              <Check size={14} className="text-ok" aria-label="Met" />
            ) : (
              <TriangleAlert size={14} className="text-warn" aria-label="Not met" />
            )}
            <span className="font-medium">{conditionLabels[condition.id].label}</span>
            <Trend condition={condition} />
            <span className="ml-auto tabular-nums">
              {withUnit(condition.value, condition.unit)}{' '}
              <span className="text-faint">of {withUnit(condition.target, condition.unit)}</span>
            </span>
          </div>
          <Meter
            label={`${conditionLabels[condition.id].label}, share of the target`}
            value={Math.round(condition.ratio * 100)}
            max={100}
            colour={condition.met ? 'var(--ok)' : 'var(--warn)'}
          />
          <p className="flex justify-between gap-3 text-xs text-muted">
            <span>{condition.detail || conditionLabels[condition.id].means}</span>
            {condition.since !== null && (
              <span className="shrink-0">
                {condition.met ? 'met for' : 'unmet for'} <Since at={condition.since} />
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Trend({ condition }: { condition: ConditionRow }) {
  const trend = trendOf(condition)
  if (trend === null) return null
  const { icon: Icon, text } = trends[trend]
  return <Icon size={13} className="text-faint" aria-label={text} />
}
