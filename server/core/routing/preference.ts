// Where a job would best run: request → key → Subcloud → the origin's own zone → the nearest one. Soft: it orders,
// it never admits. What lies outside the boundary is dropped, and the next source is asked when a list is used up.

import { zoneOf } from '../boundary/tokens'
import type { Boundary } from '../boundary/types'
import type { CompiledConfig } from '../config/compiled'
import type { Subcloud } from '../config/schema'
import type { GeoToken, ZoneCode } from '../geo/place'
import { mergeMemo } from './merge-memo'
import { asLayers } from './policy'
import type { PreferredSource, RouteRequest } from './types'

export type Preference = {
  source: PreferredSource
  /** Null where nothing is preferred, or where the first token is not a zone. */
  zone: ZoneCode | null
  /** Best first, all inside the boundary; empty where nothing is preferred. */
  tokens: readonly GeoToken[]
  dropped: readonly GeoToken[]
}

export function choosePreference(config: CompiledConfig, subcloud: Subcloud | null, request: RouteRequest, boundary: Boundary): Preference {
  const dropped: GeoToken[] = []
  for (const [source, wanted] of sources(subcloud, request)) {
    const tokens: GeoToken[] = []
    for (const one of wanted) {
      const token = current(one, config)
      if (token === null || !overlaps(token, boundary, config)) dropped.push(one)
      else if (!tokens.includes(token)) tokens.push(token)
    }
    if (tokens.length > 0) return { source, zone: zoneOf(tokens[0]!), tokens, dropped }
  }
  return { source: 'none', zone: null, tokens: [], dropped }
}

function* sources(subcloud: Subcloud | null, { geo, key, origin }: RouteRequest): Generator<[PreferredSource, readonly GeoToken[]]> {
  yield ['request', geo.prefer]
  yield ['key', key.geo?.prefer ?? []]
  yield ['subcloud', subcloud?.policy.prefer ?? []]
  yield ['origin', origin.containment.label === null ? [] : [`zone:${origin.containment.label}`]]
  yield ['nearest', origin.nearest === null ? [] : [`zone:${origin.nearest}`]]
}

/** A zone that was renamed or merged stands for its successor; one that is gone, for nothing. */
function current(token: GeoToken, config: CompiledConfig): GeoToken | null {
  const zone = zoneOf(token)
  if (zone === null || config.zones.has(zone)) return token
  const successor = config.successors.get(zone)
  return successor !== undefined && config.zones.has(successor) ? `zone:${successor}` : null
}

/** Whether any place of the token can lie inside the boundary. */
export function overlaps(token: GeoToken, boundary: Boundary, config: CompiledConfig): boolean {
  if (boundary.kind === 'unrestricted') return true
  return mergeMemo(
    [...asLayers(boundary), { layer: 'preference', clause: { allow: [token], deny: [] } }],
    config,
    `prefer ${boundary.hash} ${token}`,
  ).ok
}
