import type { Answer } from '@/server/control/services/simulator/schemas'
import type { Decision, RungTrace } from '@/server/core/routing/types'

/** A decision as an admin may see it: all of it, but the origin's cell. */
export function openAnswer(decision: Decision): Answer {
  const { trace, refusal, shadow, reasons, boundary: _, ...rest } = decision
  const { cell: __, ...origin } = trace.origin
  const open = (rung: RungTrace) => ({ ...rung, sampled: [...rung.sampled], hidden: 0 })
  return {
    at: trace.now,
    decision: {
      ...rest,
      reasons: [...reasons],
      refusal: refusal && { code: refusal.code, detail: refusal.detail, remedy: refusal.remedy },
      shadow: shadow && { servedZone: shadow.servedZone, rung: shadow.rung },
    },
    trace: { ...trace, origin, misses: [...trace.misses], rungs: trace.rungs.map(open), shadowRungs: trace.shadowRungs?.map(open) ?? null },
    take: [],
  }
}
