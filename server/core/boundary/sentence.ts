// What a policy means, in one sentence its owner can hold against what they wanted.

import { countryName } from '../config/countries'
import type { BoundaryClause, Policy } from '../config/schema'
import type { GeoToken } from '../geo/place'
import { splitToken } from './tokens'

/** E.g. "Jobs run only in EU27, on consistent nodes or better; if none is free, refuse." */
export function policySentence(policy: Pick<Policy, 'boundary' | 'prefer' | 'fallback' | 'minTrust' | 'isolate'>): string {
  const { allow, deny } = policy.boundary ?? { allow: [], deny: [] }
  const restricted = allow.length > 0 || deny.length > 0
  const minTrust = policy.minTrust ?? (restricted ? 'consistent' : 'unverified')
  const nodes = trustText[minTrust]
  const members = policy.isolate ? ' among those that joined it' : ''
  const prefer = policy.prefer.length > 0 ? `, by preference in ${list(policy.prefer, 'then')}` : ''
  return `Jobs run ${areaSentence({ allow, deny })}, on ${nodes}${members}${prefer}; if none is free, ${elsewhere(policy, restricted)}.`
}

/** `only in EU27, but never in Hungary` */
export function areaSentence({ allow, deny }: BoundaryClause): string {
  const where = allow.length > 0 ? `only in ${list(allow, 'or')}` : 'anywhere'
  if (deny.length === 0) return where
  return `${where}${allow.length > 0 ? ', but never in' : ' except in'} ${list(deny, 'or')}`
}

const trustText = { verified: 'verified nodes', consistent: 'consistent nodes or better', unverified: 'any node' } as const

function elsewhere({ prefer, fallback }: Pick<Policy, 'prefer' | 'fallback'>, restricted: boolean): string {
  // Without a preference and without an origin's own zone there is nowhere further to go: the boundary is the one rung.
  if (fallback === 'none') return 'refuse'
  if (fallback === 'adjacent') return 'try the neighbouring zones and then refuse'
  if (!restricted) return 'try everywhere else and then refuse'
  return prefer.length > 0 ? 'try the rest of that area and then refuse' : 'refuse'
}

function list(tokens: readonly GeoToken[], last: 'or' | 'then'): string {
  const names = tokens.map(tokenName)
  if (last === 'then') return names.join(', then ')
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

/** How a token is called in a sentence: `EU27`, `Germany`, `zone EU`, `RU-CHU`. */
export function tokenName(token: GeoToken): string {
  const [kind, code] = splitToken(token)
  if (kind === 'country') return `${withArticle.has(code) ? 'the ' : ''}${countryName(code)}`
  return kind === 'zone' ? `zone ${code}` : code
}

const withArticle: ReadonlySet<string> = new Set(['AE', 'BS', 'CF', 'DO', 'GB', 'GM', 'MV', 'NL', 'PH', 'US'])
