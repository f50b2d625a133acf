// From a request's body to what the core decides on. Every way out of here is an error of the caller's, and no decision.

import type { CompiledConfig } from '@/server/core/config/compiled'
import type { RouteRequest, Snapshot } from '@/server/core/routing/types'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { type RouteInput, routeRequestSchema } from '@/server/platform/data-plane/route-request'
import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import { parseBody } from '../http/parse-body'
import type { RouterRequest } from '../http/routes'
import type { Job } from '../retry/attempts'
import { findJob } from '../retry/find-job'
import { isNetworkKey, subcloudFor, tenantOf } from '../tenant'
import { originOf } from './origin-of'
import { parseTokens } from './parse-tokens'
import { isPlainRequest } from './plain-request'
import { PlainInput } from './plain-scanner'

export type Prepared = {
  input: RouteInput
  key: ApiKeyRecord
  request: RouteRequest
  /** The job that this is another attempt at. */
  job: Job | null
  /** Makes the pick repeatable where the caller gave one. */
  seed: string | null
  snapshot: Snapshot
  /** When the job came, monotonic. */
  startedUs: number
}

/** The body as the schema has it, or `invalid_request`. */
export function readRequest(body: unknown): RouteInput {
  return body instanceof PlainInput || isPlainRequest(body) ? body : parseBody(routeRequestSchema, body)
}

type Asker = Pick<RouterRequest, 'key' | 'caller'>

/** `startedUs`: when the job came, monotonic. */
export function prepare(ctx: RouterContext, asker: Asker, input: RouteInput, startedUs: number): Prepared | Promise<Prepared> {
  const { caller } = asker
  const key = asker.key!
  const snapshot = ctx.replica.snapshot()
  const { config } = snapshot
  const geo = geoOf(input, config)
  if (input.client && !key.scopes.includes('gateway')) {
    throw new ServiceError('forbidden', 'client: this API key may not state where its client is; that takes the scope gateway.')
  }
  const subcloud = subcloudFor(key, input.subcloud ?? null, config.subclouds)
  if (!ctx.replica.hasModel(input.model)) {
    throw new ServiceError('unknown_model', `No node has the model ${JSON.stringify(input.model)}, and the configuration does not list it.`)
  }
  const request: RouteRequest = {
    model: input.model,
    environment: input.environment ?? 'mainnet',
    subcloud,
    key: { id: key.id, geo: key.geo },
    origin: originOf(input.client, caller, config, ctx.geoip),
    geo,
    requirements: input.requirements ? requirementsOf(input.requirements) : noRequirements,
    affinityKey: input.affinityKey ?? null,
    retry: null,
  }
  const prepared = {
    input,
    key,
    request,
    job: null,
    seed: input.seed === null || input.seed === undefined ? null : String(input.seed),
    snapshot,
    startedUs,
  }
  if (!input.retryOf) return prepared
  // A retry keeps the policy of its first attempt: who may name any Subcloud need not name it again.
  const inherits = subcloud === null && isNetworkKey(key)
  const isOwn = (job: Job) => job.holder.tenant === tenantOf(inherits ? job.holder.subcloud : subcloud, key.id)
  return findJob(ctx, input.retryOf.toLowerCase(), isOwn).then((job) => ({
    ...prepared,
    job,
    request: {
      ...request,
      subcloud: inherits ? subcloudFor(key, job.holder.subcloud, config.subclouds) : subcloud,
      retry: { of: job.first, tried: [...job.tried], boundary: job.holder.boundary },
    },
  }))
}

// The same objects for all that ask for nothing special: the core keeps what it works out beside them.
const noGeo: RouteRequest['geo'] = { prefer: [], only: null, deny: [], fallback: null }
const noRequirements: RouteRequest['requirements'] = { minVramGb: null, gpu: null }

function geoOf({ geo }: RouteInput, config: CompiledConfig): RouteRequest['geo'] {
  if (!geo) return noGeo
  return {
    prefer: parseTokens(geo.prefer, 'geo.prefer', config),
    only: geo.only ? parseTokens(geo.only, 'geo.only', config) : null,
    deny: parseTokens(geo.deny, 'geo.deny', config),
    fallback: geo.fallback ?? null,
  }
}

function requirementsOf({ minVramGb = null, gpu = null }: NonNullable<RouteInput['requirements']>): RouteRequest['requirements'] {
  return { minVramGb, gpu }
}
