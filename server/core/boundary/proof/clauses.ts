// The rules that hold for one request, read from the configuration's document and the request: whatever each layer says,
// unmerged, and the trust that it asks for.

import type { Config, MinTrust, Policy } from '../../config/schema'
import type { Place } from '../../geo/place'
import type { RouteRequest } from '../../routing/types'
import type { Geography } from './geography'

export type Clause = { layer: string; allow: readonly string[]; deny: readonly string[] }
export type Rules = {
  geography: Geography
  request: RouteRequest
  policy: Policy | null
  ownModels: readonly string[]
  now: number
  panic: boolean
  clauses: readonly Clause[]
  minTrust: MinTrust
  /** A clause that allows nothing at all. */
  allowsNothing: boolean
}

export const restricts = ({ allow, deny }: Clause): boolean => allow.length + deny.length > 0

/** `first`: the clauses of the attempt that a retry repeats. */
export function rulesOf(config: Config, geography: Geography, request: RouteRequest, now: number, first: readonly Clause[] = []): Rules {
  const subcloud = config.subclouds.find(({ slug }) => slug === request.subcloud) ?? null
  const policy = subcloud?.policy ?? null
  const stated = [
    { layer: 'platform', allow: config.platform.boundary?.allow ?? [], deny: config.platform.boundary?.deny ?? [] },
    { layer: 'subcloud', allow: policy?.boundary?.allow ?? [], deny: policy?.boundary?.deny ?? [] },
    { layer: 'key', allow: request.key.geo?.only ?? [], deny: request.key.geo?.deny ?? [] },
    { layer: 'request', allow: request.geo.only ?? [], deny: request.geo.deny },
  ].filter(restricts)
  const own = stated.some(({ layer }) => layer === 'subcloud')
  const others = stated.some(({ layer }) => layer !== 'subcloud') || (!own && first.some(restricts))
  const asked: MinTrust[] = [policy?.minTrust ?? (own ? 'consistent' : 'unverified'), others ? 'consistent' : 'unverified']
  return {
    geography,
    request,
    policy,
    ownModels: subcloud?.models ?? [],
    now,
    panic: config.platform.panic,
    clauses: [...stated, ...first.filter(restricts).map((clause) => ({ ...clause, layer: `first attempt, ${clause.layer}` }))],
    minTrust: (['verified', 'consistent'] as const).find((level) => asked.includes(level)) ?? 'unverified',
    allowsNothing: request.geo.only?.length === 0 || request.key.geo?.only?.length === 0,
  }
}

export type Breach = { kind: string; layer: string | null; token: string | null; sentence: string }
export type Verdict = { breach: Breach | null; undecided: boolean }

/** Whether a place is inside every clause. `undecided`: nothing speaks against it that this table could tell. */
export function insideClauses(clauses: readonly Clause[], place: Place, { standing }: Geography): Verdict {
  let undecided = false
  for (const { layer, allow, deny } of clauses) {
    if (allow.length > 0) {
      const standings = allow.map((token) => standing(token, place, 'narrow'))
      if (standings.includes('unknown') && !standings.includes('in')) undecided = true
      else if (!standings.includes('in')) return outside(layer, allow.join(' | '), place, 'is not inside')
    }
    for (const token of deny) {
      const found = standing(token, place, 'wide')
      if (found === 'unknown') undecided = true
      else if (found !== 'out') return outside(layer, `!${token}`, place, found === 'in' ? 'is in the denied' : 'may be in the denied')
    }
  }
  return { breach: null, undecided }
}

function outside(layer: string, token: string, { country, subdivision }: Place, how: string): Verdict {
  const where = subdivision ?? country ?? 'an unknown place'
  return {
    breach: { kind: 'boundary', layer, token, sentence: `${where} ${how} ${token.replace(/^!/, '')} (${layer}).` },
    undecided: false,
  }
}
