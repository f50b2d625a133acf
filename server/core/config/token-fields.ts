// Every place in the document where a geo token or a zone code is referred to, with its path and its owner in words. Check,
// usage and diff all walk this one list, so that a reference cannot be forgotten by one of them.

import type { GeoToken } from '../geo/place'
import type { Config, Policy } from './schema'

export type Reference = {
  token: GeoToken
  /** Into the configuration, e.g. `subclouds[0].policy.boundary.allow[1]`; into the key for `by` = a key. */
  path: string
  /** Who refers to it: `Subcloud acme-eu`, `platform`, `zone EU-W`, `API key nightly`. */
  by: string
  kind: 'boundary' | 'prefer' | 'origin' | 'criteria' | 'test' | 'neighbour' | 'parent' | 'key'
}

/** API keys live outside the configuration; what they narrow to and are bound to is passed in where it matters. */
export type KeyReferences = {
  name: string
  /** The Subcloud that it is bound to. */
  subcloud?: string | null
  geo: { prefer?: readonly GeoToken[]; only?: readonly GeoToken[]; deny?: readonly GeoToken[] } | null
}

export function references(config: Config, keys: readonly KeyReferences[] = []): Reference[] {
  return [
    ...config.zones.flatMap((zone, i): Reference[] => [
      ...zone.neighbours.map(
        (code, n): Reference => ({
          token: `zone:${code}`,
          path: `zones[${i}].neighbours[${n}]`,
          by: `zone ${zone.code}`,
          kind: 'neighbour',
        }),
      ),
      ...(zone.parent === null
        ? []
        : [{ token: `zone:${zone.parent}` as const, path: `zones[${i}].parent`, by: `zone ${zone.code}`, kind: 'parent' as const }]),
    ]),
    ...clauseReferences(config.platform.boundary, 'platform.boundary', 'platform'),
    ...config.subclouds.flatMap((subcloud, i) => policyReferences(subcloud.policy, `subclouds[${i}].policy`, `Subcloud ${subcloud.slug}`)),
    ...keys.flatMap((key) => [
      ...at(key.geo?.prefer, 'geo.prefer', `API key ${key.name}`, 'key'),
      ...at(key.geo?.only, 'geo.only', `API key ${key.name}`, 'key'),
      ...at(key.geo?.deny, 'geo.deny', `API key ${key.name}`, 'key'),
    ]),
  ]
}

export function policyReferences(policy: Policy, path: string, by: string): Reference[] {
  const { criteria } = policy.participation
  const prefix = path === '' ? '' : `${path}.`
  return [
    ...clauseReferences(policy.boundary, `${prefix}boundary`, by),
    ...at(policy.prefer, `${prefix}prefer`, by, 'prefer'),
    ...at(policy.originAllow, `${prefix}originAllow`, by, 'origin'),
    ...at(policy.originDeny, `${prefix}originDeny`, by, 'origin'),
    ...at(
      criteria.zones?.map((code) => `zone:${code}` as const),
      `${prefix}participation.criteria.zones`,
      by,
      'criteria',
    ),
    ...at(
      criteria.countries?.map((code) => `country:${code}` as const),
      `${prefix}participation.criteria.countries`,
      by,
      'criteria',
    ),
    ...policy.tests.flatMap(({ origin, expect }, i): Reference[] => [
      ...(typeof origin === 'string' ? [{ token: origin, path: `${prefix}tests[${i}].origin`, by, kind: 'test' as const }] : []),
      ...(expect === 'refused'
        ? []
        : [{ token: `zone:${expect}` as const, path: `${prefix}tests[${i}].expect`, by, kind: 'test' as const }]),
    ]),
  ]
}

function clauseReferences(clause: Policy['boundary'], path: string, by: string): Reference[] {
  return [...at(clause?.allow, `${path}.allow`, by, 'boundary'), ...at(clause?.deny, `${path}.deny`, by, 'boundary')]
}

function at(tokens: readonly GeoToken[] | undefined, path: string, by: string, kind: Reference['kind']): Reference[] {
  return (tokens ?? []).map((token, i) => ({ token, path: `${path}[${i}]`, by, kind }))
}
