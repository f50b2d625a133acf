// One job as it is put to the ladder, and all that a filter is told of it. The latter is made only where a filter is asked.

import type { ZoneCode } from '../geo/place'
import type { Job } from './filters'
import type { Terms } from './terms'
import type { RouteRequest } from './types'

export type Ask = {
  readonly terms: Terms
  readonly request: RouteRequest
  /** Epoch ms. */
  readonly now: number
  /** Hash of the affinity key, else of the seed: what chance there is comes from it. */
  readonly order: number
  /** Zones that panic by themselves, with their descendants. */
  readonly panicIn: ReadonlySet<ZoneCode> | undefined
}

const none: ReadonlySet<string> = new Set()

export function jobOf({ terms, request, now, panicIn }: Ask): Job {
  const { config, boundary, minTrust, areas } = terms.bounds!
  const { model, environment, requirements, retry } = request
  return {
    config,
    now,
    panic: terms.panic,
    panicIn,
    model,
    environment,
    minVramGb: requirements.minVramGb,
    gpu: requirements.gpu,
    models: terms.models,
    pool: terms.pool,
    boundary,
    minTrust,
    tried: retry === null || retry.tried.length === 0 ? none : new Set(retry.tried),
    areas,
  }
}
