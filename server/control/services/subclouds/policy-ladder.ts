import { zoneOf } from '@/server/core/boundary/tokens'
import type { Boundary } from '@/server/core/boundary/types'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Subcloud } from '@/server/core/config/schema'
import type { GeoToken } from '@/server/core/geo/place'
import { buildLadder } from '@/server/core/routing/ladder'
import { overlaps } from '@/server/core/routing/preference'
import type { LadderRung } from './schemas'

/** Without a usable preference the first rung is the zone of each job's own origin, so its neighbours have no names yet. */
const ofTheOrigin: readonly Omit<LadderRung, 'cut'>[] = [
  { rung: 'preferred', token: null },
  { rung: 'ancestor', token: null },
  { rung: 'adjacent', token: null },
  { rung: 'global', token: '*' },
]

/** The whole ladder, with what keeps its jobs from each rung. The boundary is asked first: no fallback would reach past it. */
export function policyLadder({ policy }: Subcloud, boundary: Boundary, config: CompiledConfig): LadderRung[] {
  const meets = (token: GeoToken) => overlaps(token, boundary, config)
  const tokens = policy.prefer.filter(meets)
  const first = tokens[0]
  const rungs =
    first === undefined ? ofTheOrigin : buildLadder(config, { source: 'subcloud', zone: zoneOf(first), tokens, dropped: [] }, 'global')
  return rungs.map(({ rung, token }, index) => ({ rung, token, cut: cutOf(rung, token, index) }))

  function cutOf(rung: LadderRung['rung'], token: LadderRung['token'], index: number): LadderRung['cut'] {
    if (token !== null && token !== '*' && !meets(token)) return 'boundary'
    if (policy.fallback === 'none') return index > 0 ? 'fallback' : null
    return policy.fallback === 'adjacent' && rung === 'global' ? 'fallback' : null
  }
}
