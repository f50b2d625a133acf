// How far a request's fallback lets it go: the tokens of the rungs that it may climb to, or null where it may go anywhere
// within the boundary. Where this cannot be told for certain it is `uncertain`, and only the boundary is proven.

import type { Place } from '../../geo/place'
import { insideClauses, type Rules } from './clauses'
import { countryOf, isoCountries } from './iso'

export function reachOf(rules: Rules): readonly string[] | null | 'uncertain' {
  const { request, policy, geography } = rules
  const order = ['none', 'adjacent', 'global'] as const
  const fallback = order.find((one) => one === (policy?.fallback ?? 'global') || one === request.geo.fallback) ?? 'global'
  if (fallback === 'global') return null
  const { label } = request.origin.containment
  const sources: (readonly string[])[] = [
    request.geo.prefer,
    request.key.geo?.prefer ?? [],
    policy?.prefer ?? [],
    label === null ? [] : [`zone:${label}`],
    request.origin.nearest === null ? [] : [`zone:${request.origin.nearest}`],
  ]
  for (const tokens of sources) {
    const standing = tokens.map((token) => meets(token, rules))
    if (standing.includes('uncertain')) return 'uncertain'
    const kept = tokens.filter((_, i) => standing[i] === 'yes')
    const [first] = kept
    if (first === undefined) continue
    if (fallback === 'none') return [first]
    const around = first.startsWith('zone:') ? geography.around(first.slice(5)) : []
    return [...kept, ...around.map((code) => `zone:${code}`)]
  }
  return null
}

/** Whether some place of the token may be inside the boundary. Drawn zones are not measured here. */
function meets(token: string, { clauses, geography }: Rules): 'yes' | 'no' | 'uncertain' {
  const area = geography.areaOf(token, 'stated')
  if (area === null) return 'uncertain'
  if (clauses.length === 0) return 'yes'
  const tokens = [token, ...clauses.flatMap(({ allow, deny }) => [...allow, ...deny])]
  const areas = tokens.map((one) => geography.areaOf(one, 'stated'))
  if (areas.some((one) => one === null || one.drawn.length > 0)) return 'uncertain'
  const atoms: Place[] = [...isoCountries].map((country) => ({ country, subdivision: null, point: null }))
  for (const one of areas) for (const code of one!.subdivisions) atoms.push({ country: countryOf(code), subdivision: code, point: null })
  const isPossible = (place: Place) =>
    geography.standing(token, place, 'stated') === 'in' &&
    clauses.every(
      ({ allow, deny }) =>
        (allow.length === 0 || allow.some((one) => geography.standing(one, place, 'stated') === 'in')) &&
        !deny.some((one) => geography.standing(one, place, 'stated') === 'in'),
    )
  if (atoms.some(isPossible)) return 'yes'
  return insideClauses(clauses, { country: null, subdivision: null, point: null }, geography).undecided ? 'uncertain' : 'no'
}
