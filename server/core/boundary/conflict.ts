// Whether clauses leave any place at all, and if not, which of them to name. Decided over a finite universe: every
// country (somewhere in it, in no subdivision that is mentioned) and every subdivision mentioned. A drawn shape may
// hold part of whatever country its box meets, so a boundary is called empty only when it certainly is.

import type { CompiledConfig } from '../config/compiled'
import { countries } from '../config/countries'
import type { GeoToken } from '../geo/place'
import { countryOfSubdivision } from '../geo/subdivision-aliases'
import { subdivisionChain } from '../geo/subdivision-parents'
import { type Extent, extentOf, shapeMeetsCountry } from './extent'

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
  // Nearly always the first atoms of an allow list are inside and this ends at once.
  const atoms = universe(
    allow,
    [...allow.flatMap(({ tokens }) => tokens), ...deny.map(({ token }) => token)].map((token) => extent(token)),
    (tokens) => tokens.map((token) => extent(token)),
  )
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

/** Atoms of the smallest allow list first: any place inside must be one of them or in one of its shapes. */
function universe(
  allow: readonly AllowSet[],
  all: readonly (Extent | null)[],
  extentsOf: (tokens: readonly GeoToken[]) => (Extent | null)[],
): Iterable<Atom> {
  const subdivisions = new Set<string>()
  for (const extent of all) for (const code of extent?.subdivisions ?? []) subdivisions.add(code)
  const first = allow[0] ? extentsOf(allow[0].tokens) : []
  const likely = first.flatMap((extent) => [...(extent?.countries ?? [])])
  const atoms = new Map<string, Atom>()
  for (const country of [...likely, ...countries.keys()]) atoms.set(country, { country, subdivision: null })
  for (const code of subdivisions) atoms.set(code, { country: countryOfSubdivision(code), subdivision: code })
  return atoms.values()
}

function holds(extent: Extent | null, { country, subdivision }: Atom): boolean {
  if (extent === null) return false
  return (
    extent.countries.has(country) || (subdivision !== null && subdivisionChain(subdivision).some((each) => extent.subdivisions.has(each)))
  )
}

/** Unknown tokens hold nothing: an allow list of nothing known is empty. */
function mayHold(extent: Extent | null, atom: Atom): boolean {
  return holds(extent, atom) || (extent?.shapes.some((shape) => shapeMeetsCountry(shape, atom.country)) ?? false)
}
