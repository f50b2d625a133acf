// What publish stores: one form for one meaning. Lists of codes are sorted where their order says nothing, territories
// have their country code, shapes are cut at ±180°. Order stays where it means something (neighbours, `prefer`) and where
// people put things for their own reading (zones, Subclouds).

import { canonicalToken } from '../boundary/tokens'
import type { GeoToken } from '../geo/place'
import { storedShape } from '../geo/polygon-normal'
import { sha256Hex } from '../hash/sha256'
import { canonicalJson } from '../json/canonical'
import { declaredMembers } from './members'
import type { BoundaryClause, Config, Policy, Zone } from './schema'

/** For a configuration without errors; shapes that cannot be stored stay as they are. */
export function normaliseConfig(config: Config): Config {
  return {
    ...config,
    zones: config.zones.map(normaliseZone),
    jurisdictions: config.jurisdictions.map((entry) => ({ ...entry, ...sortedMembers(entry) })),
    subclouds: config.subclouds.map((subcloud) => ({
      ...subcloud,
      models: distinct(subcloud.models),
      policy: normalisePolicy(subcloud.policy),
    })),
    models: distinct(config.models),
    platform: { ...config.platform, ...(config.platform.boundary && { boundary: normaliseClause(config.platform.boundary) }) },
  }
}

/** SHA-256 of the canonical JSON of the normal form: equal content, equal hash. */
export function contentHash(config: Config): string {
  return sha256Hex(canonicalJson(normaliseConfig(config)))
}

export function normalisePolicy(policy: Policy): Policy {
  const { participation } = policy
  return {
    ...policy,
    ...(policy.boundary && { boundary: normaliseClause(policy.boundary) }),
    prefer: distinct(policy.prefer.map(canonicalToken)),
    originAllow: tokens(policy.originAllow),
    originDeny: tokens(policy.originDeny),
    participation: {
      ...participation,
      bans: distinct(participation.bans).sort(),
      assigned: distinct(participation.assigned).sort(),
      approved: distinct(participation.approved).sort(),
    },
  }
}

function normaliseZone(zone: Zone): Zone {
  const polygons = zone.polygons && storedShape(zone.polygons)
  return { ...zone, ...sortedMembers(zone), polygons, neighbours: distinct(zone.neighbours), replaces: distinct(zone.replaces).sort() }
}

function sortedMembers(entry: { countries: readonly string[]; subdivisions: readonly string[] }): {
  countries: string[]
  subdivisions: string[]
} {
  const { countries, subdivisions } = declaredMembers(entry)
  return { countries: countries.sort(), subdivisions: subdivisions.sort() }
}

const normaliseClause = (clause: BoundaryClause): BoundaryClause => ({ allow: tokens(clause.allow), deny: tokens(clause.deny) })
const tokens = (list: readonly GeoToken[]): GeoToken[] => distinct(list.map(canonicalToken)).sort()
const distinct = <T>(list: readonly T[]): T[] => [...new Set(list)]
