// The order in which a job tries its rungs. As a rule that of the ladder; where the preferred zone is hot, the seed draws
// the rung that is tried first, by the rungs' shares, and the others follow in order: every rung is still tried, so that
// shedding neither refuses a job nor admits a node. A used-up spill budget leaves the preferred rung alone, as `fallback: none` does.

import type { Boundary } from '../../boundary/types'
import type { CompiledConfig } from '../../config/compiled'
import type { Subcloud } from '../../config/schema'
import { hashText, hashToIndex } from '../../hash/seed'
import { agnosticLadder, type RungPlan } from '../ladder'
import { overlaps } from '../preference'
import type { RouteRequest, Snapshot } from '../types'
import type { Way } from '../way'
import { rungShares } from './rung-shares'
import { type PoolSpill, poolKey, type RungShare, type SpillTrace, type SpillView } from './types'

export type Course = {
  ladder: readonly RungPlan[]
  /** Indices into the ladder, in the order they are tried; null: the ladder's own. */
  order: readonly number[] | null
  trace: SpillTrace | null
}

/** Null where the ladder is tried as it is. */
export function courseOf(
  { config, spill }: Snapshot,
  request: Pick<RouteRequest, 'model' | 'environment' | 'affinityKey'>,
  subcloud: Subcloud | null,
  boundary: Boundary,
  { ladder, courses }: Pick<Way, 'ladder' | 'courses'>,
  seed: string,
): Course | null {
  if (!spill || ladder.length < 2 || ladder === agnosticLadder) return null
  if (subcloud !== null && spill.spent.has(subcloud.slug)) return courses.shortened(ladder)
  if (ladder[0]!.zone === null || spill.pools.size === 0) return null
  const { environment, model, affinityKey } = request
  let hot = courses.of(spill.pools, environment, model)
  if (hot === undefined) {
    const pool = spill.pools.get(poolKey(environment, subcloud?.policy.isolate ? subcloud.slug : null, model))
    hot = hotOf(pool, ladder, boundary, config)
    courses.keep(environment, model, hot)
  }
  if (hot === null) return null
  return affinityKey === null ? hot.drawn[drawRung(hot.rungs, seed)]! : hot.kept
}

/** Of a way whose first zone is hot: its shares, and the courses that there are. */
type Hot = { readonly rungs: readonly RungShare[]; readonly drawn: readonly Course[]; readonly kept: Course }

function hotOf(pool: PoolSpill | undefined, ladder: readonly RungPlan[], boundary: Boundary, config: CompiledConfig): Hot | null {
  const zone = ladder[0]!.zone!
  const since = pool?.hot.get(zone)
  if (!pool || since === undefined) return null
  const rungs = rungShares(ladder, pool, config, (token) => overlaps(token, boundary, config))
  const course = (by: 'drawn' | 'conversation', first: number): Course => ({
    ladder,
    order: first === 0 ? null : orderFrom(first, ladder.length),
    trace: { by, zone, since, mode: pool.mode, rungs, first },
  })
  return { rungs, drawn: ladder.map((_, first) => course('drawn', first)), kept: course('conversation', 0) }
}

/** What was worked out for one way from what is known of the load: good until more is known. */
export class Courses {
  private pools: SpillView['pools'] | null = null
  private readonly byEnvironment = new Map<string, Map<string, Hot | null>>()
  private first: Course | null = null

  /** Null where the way's first zone is not hot; undefined where that was not asked yet. */
  of(pools: SpillView['pools'], environment: string, model: string): Hot | null | undefined {
    if (this.pools === pools) return this.byEnvironment.get(environment)?.get(model)
    this.pools = pools
    this.byEnvironment.clear()
    return undefined
  }

  keep(environment: string, model: string, hot: Hot | null): void {
    let byModel = this.byEnvironment.get(environment)
    if (byModel === undefined) {
      byModel = new Map()
      this.byEnvironment.set(environment, byModel)
    }
    byModel.set(model, hot)
  }

  /** The first rung alone. */
  shortened(ladder: readonly RungPlan[]): Course {
    this.first ??= { ladder: ladder.slice(0, 1), order: null, trace: budgetSpent }
    return this.first
  }
}

const budgetSpent: SpillTrace = { by: 'budget_spent', zone: null, since: null, mode: null, rungs: [], first: 0 }

/** The rung that the seed draws; the first where no rung can take anything. */
export function drawRung(rungs: readonly Pick<RungShare, 'share'>[], seed: string): number {
  let at = hashToIndex(hashText('spill', hashText(seed)), 100)
  for (let i = 0; i < rungs.length; i++) {
    at -= rungs[i]!.share
    if (at < 0) return i
  }
  return 0
}

export function orderFrom(first: number, rungs: number): readonly number[] {
  const others = Array.from({ length: rungs }, (_, i) => i).filter((i) => i !== first)
  return [first, ...others]
}
