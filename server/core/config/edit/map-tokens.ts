// The counterpart of token-fields.ts: every place that refers to a zone, a country or a jurisdiction, rewritten in one pass. Split,
// merge and rename use it, so that a kind of reference cannot be followed by one of them and forgotten by another.

import type { GeoToken } from '../../geo/place'
import type { BoundaryClause, Config, Policy } from '../schema'
import type { Reference } from '../token-fields'

/** What a whole list of one kind becomes. A `parent` or a test's zone is a list of one, and keeps its first. */
export type ListMap = (tokens: readonly GeoToken[], kind: Reference['kind'], list: 'allow' | 'deny' | 'other') => readonly GeoToken[]

export function mapTokens(config: Config, map: ListMap): Config {
  const one = (code: string, kind: Reference['kind']): string => codeOf(map([`zone:${code}`], kind, 'other')[0] ?? `zone:${code}`)
  return {
    ...config,
    zones: config.zones.map((zone) => ({
      ...zone,
      neighbours: codes(map(zone.neighbours.map(zoneToken), 'neighbour', 'other')),
      parent: zone.parent === null ? null : one(zone.parent, 'parent'),
    })),
    platform: { ...config.platform, ...(config.platform.boundary && { boundary: mapClause(config.platform.boundary, map) }) },
    subclouds: config.subclouds.map((subcloud) => ({ ...subcloud, policy: mapPolicy(subcloud.policy, map, one) })),
  }
}

function mapPolicy(policy: Policy, map: ListMap, one: (code: string, kind: Reference['kind']) => string): Policy {
  const { criteria } = policy.participation
  return {
    ...policy,
    ...(policy.boundary && { boundary: mapClause(policy.boundary, map) }),
    prefer: distinct(map(policy.prefer, 'prefer', 'other')),
    originAllow: distinct(map(policy.originAllow, 'origin', 'allow')),
    originDeny: distinct(map(policy.originDeny, 'origin', 'deny')),
    participation: {
      ...policy.participation,
      criteria: {
        ...criteria,
        ...(criteria.zones && { zones: codes(map(criteria.zones.map(zoneToken), 'criteria', 'allow')) }),
      },
    },
    tests: policy.tests.map((test) => ({
      ...test,
      origin: typeof test.origin === 'string' ? (map([test.origin], 'test', 'other')[0] ?? test.origin) : test.origin,
      expect: test.expect === 'refused' ? test.expect : one(test.expect, 'test'),
    })),
  }
}

const mapClause = (clause: BoundaryClause, map: ListMap): BoundaryClause => ({
  allow: distinct(map(clause.allow, 'boundary', 'allow')),
  deny: distinct(map(clause.deny, 'boundary', 'deny')),
})

const zoneToken = (code: string): GeoToken => `zone:${code}`
const codeOf = (token: GeoToken): string => token.slice(token.indexOf(':') + 1)
const distinct = <T>(list: readonly T[]): T[] => [...new Set(list)]
const codes = (tokens: readonly GeoToken[]): string[] => distinct(tokens.map(codeOf))
