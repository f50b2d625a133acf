// Whether clauses leave any place at all, and if not, which of them to name. Decided over a finite universe: every
// country (somewhere in it, in no subdivision that is mentioned) and every subdivision mentioned. A drawn shape may
// hold part of whatever country its box meets, so a boundary is called empty only when it certainly is.

import type { CompiledConfig } from '../config/compiled'
import { countries } from '../config/countries'
import { meetCountry } from '../geo/country-bounds'
import type { GeoToken } from '../geo/place'
import { countryOfSubdivision } from '../geo/subdivision-aliases'
import { subdivisionChain } from '../geo/subdivision-parents'
import { type Extent, extentOf } from './extent'

export type Conflict = { layer: string; token: GeoToken; kind: 'allow' | 'deny' }
type AllowSet = { layer: string; tokens: readonly GeoToken[] }
type Deny = { layer: string; token: GeoToken }
type Atom = { country: string; subdivision: string | null }
/** A clause, and whether it rules an atom out for certain. */
type Clause = { names: Conflict[]; rulesOut: (atom: Atom) => boolean }

/** Null when some place may be inside; else a smallest set of clauses that cannot hold together (no smaller subset of it is one). */
export function findConflict(allow: readonly AllowSet[], deny: readonly Deny[], config: CompiledConfig): Conflict[] | null {
  const extents = new Map<GeoToken, Extent | null>()
  const extent = (token: GeoToken) => {
    if (!extents.has(token)) extents.set(token, extentOf(token, config))
    return extents.get(token)!
  }
  const clauses: Clause[] = [
    ...allow.map(({ layer, tokens }) => ({
      names: tokens.map((token) => ({ layer, token, kind: 'allow' as const })),
      rulesOut: (atom: Atom) => !tokens.some((token) => mayHold(extent(token), atom)),
    })),
    ...deny.map(({ layer, token }) => ({
      names: [{ layer, token, kind: 'deny' as const }],
      rulesOut: (atom: Atom) => holds(extent(token), atom),
    })),
  ]
  const first = allow[0]?.tokens ?? []
  const atoms = universe(first.map(extent), () => [...allow.flatMap(({ tokens }) => tokens), ...deny.map(({ token }) => token)].map(extent))
  const ruledOut: number[][] = []
  for (const atom of atoms) {
    const by = clauses.flatMap((clause, i) => (clause.rulesOut(atom) ? [i] : []))
    if (by.length === 0) return null
    ruledOut.push(by)
  }
  return smallest(clauses, ruledOut).flatMap((clause) => clause.names)
}

/** Drops clauses one by one while the rest still rule every atom out; later layers' are dropped last. */
function smallest(clauses: readonly Clause[], ruledOut: readonly number[][]): Clause[] {
  const count = ruledOut.map((by) => by.length)
  const byClause: number[][] = clauses.map(() => [])
  for (const [atom, by] of ruledOut.entries()) for (const clause of by) byClause[clause]!.push(atom)
  return clauses.filter((_, i) => {
    const needed = byClause[i]!.some((atom) => count[atom] === 1)
    if (!needed) for (const atom of byClause[i]!) count[atom]!--
    return needed
  })
}

/** Countries of the first allow list, then all others, then the subdivisions: nearly always the first one ends the search. */
function* universe(likely: readonly (Extent | null)[], all: () => Iterable<Extent | null>): Iterable<Atom> {
  const seen = new Set<string>()
  for (const extent of likely) {
    for (const country of extent?.countries ?? []) {
      // A list may name what is no country; no place is there.
      if (seen.has(country) || !countries.has(country)) continue
      seen.add(country)
      yield { country, subdivision: null }
    }
  }
  for (const country of countries.keys()) if (!seen.has(country)) yield { country, subdivision: null }
  for (const extent of all()) {
    for (const code of extent?.subdivisions ?? []) {
      if (seen.has(code)) continue
      seen.add(code)
      yield { country: countryOfSubdivision(code), subdivision: code }
    }
  }
}

function holds(extent: Extent | null, { country, subdivision }: Atom): boolean {
  if (extent === null) return false
  return (
    extent.countries.has(country) || (subdivision !== null && subdivisionChain(subdivision).some((each) => extent.subdivisions.has(each)))
  )
}

/** Unknown tokens hold nothing: an allow list of nothing known is empty. */
function mayHold(extent: Extent | null, atom: Atom): boolean {
  return holds(extent, atom) || (extent?.shapes.some(({ bboxes }) => meetCountry(bboxes, atom.country)) ?? false)
}
