// Layers to one boundary: platform ∩ Subcloud ∩ key ∩ request. Each non-empty allow list is one set that must hold, every
// deny counts, and sets that another one implies are left out, so that EU27 within EEA30 reads as EU27. Commutative,
// idempotent and monotone; the hash does not depend on the order of layers or tokens.

import type { CompiledConfig } from '../config/compiled'
import type { GeoToken } from '../geo/place'
import { type Conflict, findConflict } from './conflict'
import { type Extent, extentOf, isWithin } from './extent'
import { hashClauses } from './hash'
import { canonicalToken } from './tokens'
import type { Boundary } from './types'

export type Layer = { readonly layer: string; readonly clause: Readonly<{ allow: readonly GeoToken[]; deny: readonly GeoToken[] }> | null }

export type Merged = { ok: true; boundary: Boundary } | { ok: false; conflict: Conflict[] }

export function mergeLayers(layers: readonly Layer[], config: CompiledConfig): Merged {
  const sets: { layer: string; tokens: GeoToken[] }[] = []
  const denied: { layer: string; token: GeoToken }[] = []
  for (const { layer, clause } of layers) {
    if (!clause) continue
    if (clause.allow.length > 0) sets.push({ layer, tokens: canonicalSet(clause.allow) })
    for (const token of canonicalSet(clause.deny)) denied.push({ layer, token })
  }
  if (sets.length === 0 && denied.length === 0) return { ok: true, boundary: makeBoundary(null, []) }
  const conflict = findConflict(sets, denied, config)
  if (conflict) return { ok: false, conflict }
  return {
    ok: true,
    boundary: makeBoundary(
      absorb(
        sets.map((set) => set.tokens),
        config,
      ),
      canonicalSet(denied.map(({ token }) => token)),
    ),
  }
}

/** The one place that makes a boundary. Allow `null` with no deny is the only unrestricted one. */
export function makeBoundary(allow: readonly (readonly GeoToken[])[] | null, deny: readonly GeoToken[]): Boundary {
  const clauses = allow === null && deny.length === 0 ? null : { allow: allow ?? [], deny }
  const hash = hashClauses(clauses)
  return (clauses ? { kind: 'restricted', ...clauses, hash } : { kind: 'unrestricted', hash }) as Boundary
}

/** What the API shows: the tokens allowed, and those denied with `!`; none for anywhere. */
export function boundaryTokens(boundary: Boundary): string[] {
  if (boundary.kind === 'unrestricted') return []
  return [...boundary.allow.flat(), ...boundary.deny.map((token) => `!${token}`)]
}

const canonicalSet = (tokens: readonly GeoToken[]): GeoToken[] => [...new Set(tokens.map(canonicalToken))].sort()

/** Drops each set that another one implies; of sets with the same meaning the first in order stays. */
function absorb(sets: GeoToken[][], config: CompiledConfig): GeoToken[][] {
  const distinct = new Map(sets.map((tokens) => [tokens.join('|'), tokens]))
  // Shorter first, then by text: the order in which equals are preferred must not depend on the layers.
  const ordered = [...distinct].sort(([a, x], [b, y]) => x.length - y.length || (a < b ? -1 : 1)).map(([, tokens]) => tokens)
  const extents = ordered.map((tokens) => tokens.map((token) => extentOf(token, config)))
  const kept = ordered.filter((_, i) => {
    const outer = extents[i]!
    if (outer.some((extent) => extent === null)) return true
    return !extents.some((inner, j) => {
      if (i === j || inner.some((extent) => extent === null)) return false
      const implies = inner.every((extent) => isWithin(extent!, outer as Extent[]))
      if (!implies) return false
      const equal = outer.every((extent) => isWithin(extent!, inner as Extent[]))
      return !equal || j < i
    })
  })
  return kept.sort((a, b) => (a.join('|') < b.join('|') ? -1 : 1))
}
