import type { Decision } from '@/server/core/routing/types'
import { viewRefusal } from '@/server/core/routing/views'
import type { Reach } from '../../reach'
import { traceView } from '../decisions/trace-view'
import type { Answer } from './schemas'

/** A decision that was not made for anybody, as a role may see it. */
export function answerFor(decision: Decision, reach: Reach, mayName: (nodeId: string) => boolean): Answer {
  const { trace, shadow } = decision
  const isNamed = decision.nodeId !== null && mayName(decision.nodeId)
  const refusal = viewRefusal(decision, reach.detail === 'consumer' ? { role: 'consumer' } : { role: 'admin' })
  return {
    at: trace.now,
    decision: {
      outcome: decision.outcome,
      revision: decision.revision,
      gate: decision.gate,
      geoApplied: decision.geoApplied,
      preferredZone: decision.preferredZone,
      preferredSource: decision.preferredSource,
      servedZone: decision.servedZone,
      servedCountry: decision.servedCountry,
      rung: decision.rung,
      fallback: decision.fallback,
      nodeId: isNamed ? decision.nodeId : null,
      distanceKm: isNamed ? decision.distanceKm : null,
      reasons: [...decision.reasons],
      refusal: refusal && { code: refusal.code, detail: refusal.detail, remedy: refusal.remedy },
      shadow: shadow && { servedZone: shadow.servedZone, rung: shadow.rung },
    },
    trace: traceView(trace, reach, mayName),
    take: [],
  }
}
