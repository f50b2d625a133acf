import type { Route } from 'next'
import { createSerializer } from 'nuqs/server'
import type { DecisionDetail } from '@/server/control/services/decisions/schemas'
import { simulatorParams } from '../(dashboard)/simulator/search-params'

const query = createSerializer(simulatorParams)

/** What a job from there, or of that Subcloud, would get now. */
export const askFrom = (zone: string): Route => query('/simulator', { place: `zone:${zone}` }) as Route
export const askFor = (subcloud: string): Route => query('/simulator', { subcloud }) as Route

/** The question of a logged job. Its cell is shown to nobody, so it is asked from the country, or from a zone that was declared. */
export function simulatorLink({ origin, trace, ...row }: DecisionDetail): Route {
  const { country, subdivision, zone } = origin
  const place = subdivision ? `subdivision:${subdivision}` : country ? `country:${country}` : zone && `zone:${zone}`
  const asked = trace?.request
  const { geo, requirements } = asked ?? {}
  const path = query('/simulator', {
    place,
    confidence: origin.confidence === 'none' ? null : origin.confidence,
    model: row.model,
    environment: row.environment,
    subcloud: row.subcloud,
    vram: requirements?.minVramGb ?? null,
    gpu: requirements?.gpu ?? null,
    prefer: geo?.prefer.slice() ?? null,
    only: geo?.only?.slice() ?? null,
    deny: geo?.deny.slice() ?? null,
    fallback: geo?.fallback ?? null,
    affinity: asked?.affinityKey ?? null,
    seed: trace?.seed ?? null,
  })
  return path as Route
}
