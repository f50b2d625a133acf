import { parseToken } from '@/server/core/boundary/tokens'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { GeoToken } from '@/server/core/geo/place'
import { onlyFix } from '@/server/core/trust/fix'
import { ServiceError } from '@/server/platform/errors'
import type { HeartbeatPayload } from '@/server/platform/signatures/payload'
import type { NodeRecord } from '@/server/replica/node-record'

export type Claims = Pick<
  NodeRecord,
  | 'operator'
  | 'environments'
  | 'models'
  | 'gpu'
  | 'vramGb'
  | 'slots'
  | 'endpoint'
  | 'version'
  | 'joins'
  | 'simulated'
  | 'status'
  | 'regionTag'
  | 'gps'
  | 'moving'
>

/** Each pair of an environment and a model is a pool, of its own where nobody else names it: anybody may register nodes. */
const mostPairs = 400

/** What a payload says, over what was said before: an absent field stays as it was, null takes a claim back. `gps` is the newest fix. */
export function mergeClaims(before: Claims, payload: HeartbeatPayload, config: CompiledConfig): Claims {
  const { gps, environment: environments = before.environments, models = before.models } = payload
  if (environments.length * models.length > mostPairs)
    throw new ServiceError(
      'invalid_request',
      `payload.models: ${models.length} in ${environments.length} environments are more than the ${mostPairs} pairs that a node may serve.`,
    )
  return {
    operator: payload.operator ?? before.operator,
    environments,
    models,
    gpu: payload.gpu ?? before.gpu,
    vramGb: payload.vramGb ?? before.vramGb,
    slots: payload.slots ?? before.slots,
    version: payload.version ?? before.version,
    endpoint: payload.endpoint === undefined ? before.endpoint : payload.endpoint,
    joins: payload.joins ?? before.joins,
    simulated: payload.simulated ?? before.simulated,
    status: payload.status ?? before.status,
    regionTag: payload.regionTag === undefined ? before.regionTag : parseTag(payload.regionTag, config),
    gps: gps === undefined ? newestFix(before) : gps && { point: [gps.lng, gps.lat], accuracyM: gps.accuracyM },
    moving: before.moving,
  }
}

/** What a node is before it has said anything. */
export const noClaims: Claims = {
  operator: '',
  environments: [],
  models: [],
  gpu: '',
  vramGb: 0,
  slots: 0,
  endpoint: null,
  version: '',
  joins: [],
  simulated: false,
  status: 'serving',
  regionTag: null,
  gps: null,
  moving: null,
}

function newestFix({ gps, moving }: Claims): Claims['gps'] {
  return moving === null ? gps : onlyFix(moving)
}

/** Whether a payload states another place than before: what was believed of the old one says nothing of it. */
export function hasMoved(before: Claims, after: Claims): boolean {
  if (before.regionTag !== after.regionTag) return true
  if (before.gps === null || after.gps === null) return before.gps !== after.gps
  return before.gps.point[0] !== after.gps.point[0] || before.gps.point[1] !== after.gps.point[1]
}

function parseTag(text: string | null, config: CompiledConfig): GeoToken | null {
  if (text === null || text === '') return null
  const parsed = parseToken(text, config)
  if (!parsed.ok)
    throw new ServiceError('invalid_geo_token', `payload.regionTag: ${parsed.message}`, {
      path: 'payload.regionTag',
      suggestions: parsed.suggestions,
    })
  if (parsed.token.startsWith('jurisdiction:')) {
    throw new ServiceError('invalid_geo_token', 'payload.regionTag: a jurisdiction is not a place; name a zone, country or subdivision.', {
      path: 'payload.regionTag',
      suggestions: [],
    })
  }
  return parsed.token
}

/** Simulated agents would pass for real capacity anywhere but in the demonstration. */
export function requireReal(payload: HeartbeatPayload, allowSimulated: boolean): void {
  if (payload.simulated && !allowSimulated) {
    throw new ServiceError('forbidden', 'payload.simulated: simulated nodes are accepted by the demonstration only (npm run demo).')
  }
}
