import type { Answer } from '@/server/control/services/simulator/schemas'
import type { Outline } from '@/server/core/what-if/difference'

export function outlineOfAnswer({ decision, trace }: Answer): Outline {
  const { outcome, preferredZone, servedZone, servedCountry, rung, nodeId, gate, geoApplied, revision, refusal } = decision
  const code = refusal?.code ?? null
  return {
    outcome,
    code,
    preferredZone,
    servedZone,
    servedCountry,
    rung,
    nodeId,
    gate,
    geoApplied,
    revision,
    boundaryHash: trace.boundary.hash,
  }
}
