// All that any rule reads of a node's place, as one value: nodes of a class cannot be told apart by ladder, boundary or
// trust, so that those are asked once a class and not once a node. Its key also orders nodes: by trust tier, then label
// (none last), then the rest. It depends on the place and the configuration alone, never on who came first.

import type { CompiledConfig } from '../config/compiled'
import type { ZoneCode } from '../geo/place'
import { isInShape } from '../geo/polygon'
import { hash32 } from '../hash/seed'
import { knownPlace } from './known-place'
import { trustTier } from './score'
import type { NodeGeo } from './types'

export type GeoClass = {
  readonly key: string
  readonly hash: number
  readonly tier: 0 | 1 | 2
  /** Null where the place is not known. */
  readonly zone: ZoneCode | null
  readonly country: string | null
  readonly level: string
  /** One that stands for all of the class: every rule answers the same of each. */
  readonly geo: NodeGeo
}

export function geoClassOf(geo: NodeGeo, config: CompiledConfig): GeoClass {
  return makeClass(geo, geoClassKey(geo, config))
}

export function makeClass(geo: NodeGeo, key: string): GeoClass {
  const place = knownPlace({ geo })
  return {
    key,
    hash: hash32(key),
    tier: trustTier({ geo }),
    zone: place === null ? null : geo.containment.label,
    country: place?.country ?? null,
    level: geo.verdict.level,
    geo,
  }
}

/** Tier and label first, closed by a character that sorts before any in a code. */
export function geoClassKey(geo: NodeGeo, config: CompiledConfig): string {
  const { verdict, containment } = geo
  const { place, level, borderline, areas } = verdict
  const isKnown = knownPlace({ geo }) !== null
  const label = isKnown ? containment.label : null
  let key = `${trustTier({ geo })}${label === null ? '~' : label}\u0001${place.country}\u0001${place.subdivision}\u0001${level}${borderline ? '!' : ''}`
  for (const zone of containment.zones) key += `\u0001${zone}`
  for (const jurisdiction of containment.jurisdictions) key += `\u0002${jurisdiction}`
  for (const area of areas) key += `\u0003${area.area}${area.level}`
  // Nothing is built on where it says it is, but a panic there is one for it too.
  if (!isKnown) key += `\u0005${containment.label}`
  return config.zonesWithShape.length === 0 ? key : key + drawnIn(geo, config)
}

/** Boundaries look at drawn zones by the point itself. */
function drawnIn({ verdict: { place } }: NodeGeo, config: CompiledConfig): string {
  if (place.point === null) return '\u0004?'
  let drawn = '\u0004'
  for (const zone of config.zonesWithShape) if (isInShape(place.point, zone.shape!)) drawn += `${zone.code}\u0001`
  return drawn
}
