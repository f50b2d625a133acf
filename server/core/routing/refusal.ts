// A refusal is an answer: a stable code, what happened, and what would make the job succeed.
// 422 where no waiting helps, 503 where it may; `saturated` only where nothing but a free slot is missing.

import type { Conflict } from '../boundary/conflict'
import type { ReasonCode } from '../reasons'
import type { Lack } from './lack-tally'
import { type RemedyFor, remedyOf } from './remedy'
import type { Decision, Miss } from './types'

export type Refusal = NonNullable<Decision['refusal']>

export const originDenied: Refusal = {
  code: 'geo_origin_denied',
  detail: 'The Subcloud does not accept jobs from where the client’s address is.',
  remedy: 'The Subcloud’s owner can allow this origin in its policy.',
  retryAfterS: null,
}

export const staleFleet: Refusal = {
  code: 'geo_snapshot_stale',
  detail: 'What this router knows of the fleet is too old to prove where a node is.',
  remedy: 'Try again shortly, or at another router.',
  retryAfterS: 10,
}

export function missingSubcloud(slug: string): Refusal {
  const detail = `The Subcloud \`${slug}\` is not in this revision of the configuration.`
  return { code: 'geo_unsatisfiable', detail, remedy: 'Name a Subcloud that exists.', retryAfterS: null }
}

/** Denied tokens are written as boundaries write them, with `!`. */
export function emptyBoundary(conflict: readonly (Pick<Conflict, 'layer' | 'kind'> & { token: string })[]): Refusal {
  const clauses = conflict.map(({ layer, kind, token }) => `${layer} → ${kind === 'deny' ? '!' : ''}${token}`).join(' · ')
  return {
    code: 'geo_unsatisfiable',
    detail: `No place satisfies every boundary: ${clauses}.`,
    remedy: `Widen or remove one of these: ${clauses}.`,
    retryAfterS: null,
  }
}

/** Where nobody asked what stands in the way. */
export const unexplained: Refusal = {
  code: 'geo_no_eligible_node',
  detail: 'No node is eligible now.',
  remedy: 'Ask what stands in the way.',
  retryAfterS: null,
}

/** Seconds until the soonest that each thing in the way plausibly changes. */
const waits: Partial<Record<Miss['kind'], number>> = {
  capacity: 5,
  tried: 5,
  liveness: 15,
  trust: 60,
  drained: 60,
  subcloud: 60,
  ban: 60,
  fallback: 15,
  budget: 60,
}

export function noNode({ counts, misses, fitting }: Lack, job: RemedyFor): Refusal {
  const remedy = remedyOf(misses, job)
  if (counts.some(({ cut }) => (cut.capacity ?? 0) > 0)) {
    return { code: 'geo_zone_saturated', detail: 'Every node that may take this job is busy.', remedy, retryAfterS: waits.capacity! }
  }
  if (fitting === 0) {
    const detail = `No registered node could ever serve \`${job.model}\` on ${job.environment} within the boundary.`
    return { code: 'geo_unsatisfiable', detail, remedy, retryAfterS: null }
  }
  const retryAfterS = Math.min(...misses.map(({ kind, ejected }) => ejected?.forS ?? waits[kind] ?? 60), 60)
  return { code: 'geo_no_eligible_node', detail: 'Nodes could serve this job, but none is eligible now.', remedy, retryAfterS }
}

export function refusalReasons(refusal: Refusal, misses: readonly Miss[], isConflict: boolean): ReasonCode[] {
  const why = misses.flatMap(({ kind, ejected }): ReasonCode[] => {
    if (kind === 'fallback') return ['fallback_forbidden']
    if (kind === 'budget') return ['spill_budget_spent']
    return ejected ? [`filter_${kind}`, 'filter_ejected'] : [`filter_${kind}`]
  })
  if (isConflict) why.push('boundary_empty')
  if (refusal.code === 'geo_origin_denied') why.push('origin_denied')
  return [...why, refusal.code]
}
