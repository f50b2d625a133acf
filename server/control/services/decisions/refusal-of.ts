import { type ReasonCode, reasons } from '@/server/core/reasons'
import { remedyOf } from '@/server/core/routing/remedy'
import type { Trace } from '@/server/core/routing/types'
import type { DecisionDetail } from './schemas'

const forLackOfNodes = new Set(['geo_unsatisfiable', 'geo_no_eligible_node', 'geo_zone_saturated'])

/** A refusal in words, from what was logged of it. `guarded`: for readers who may not learn of single nodes. */
export function refusalOf(
  row: { code: string | null; reasons: readonly string[]; model: string; environment: string },
  trace: Trace,
  guarded: boolean,
): DecisionDetail['refusal'] {
  const { code } = row
  if (code === null) return null
  const why = row.reasons.includes('boundary_empty') ? 'boundary_empty' : code
  const detail = reasons[why as ReasonCode] ?? code
  const lacksNodes = forLackOfNodes.has(why)
  return {
    code,
    detail,
    remedy: lacksNodes
      ? remedyOf(trace.misses ?? [], { model: row.model, environment: row.environment, minTrust: trace.policy.minTrust }, guarded)
      : '',
  }
}
