import type { Answer } from '@/server/control/services/simulator/schemas'
import type { Decision, RungTrace } from '@/server/core/routing/types'

/** A decision as an admin may see it: all of it, but the origin's cell. */
export function openAnswer(decision: Decision): Answer {
  const { trace, refusal, shadow } = decision
  const { cell: _, ...origin } = trace.origin
  const open = (rung: RungTrace) => ({ ...rung, sampled: [...rung.sampled], hidden: 0 })
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
      nodeId: decision.nodeId,
      distanceKm: decision.distanceKm,
      reasons: [...decision.reasons],
      refusal: refusal && { code: refusal.code, detail: refusal.detail, remedy: refusal.remedy },
      shadow: shadow && { servedZone: shadow.servedZone, rung: shadow.rung },
    },
    trace: { ...trace, origin, misses: [...trace.misses], rungs: trace.rungs.map(open), shadowRungs: trace.shadowRungs?.map(open) ?? null },
    take: [],
  }
}
