// A boundary back from the log, where it is stored with its decision's trace, for retries. It is rebuilt and its hash compared: what
// was tampered with or truncated is no boundary at all, and never an unrestricted one.

import { geoToken } from '../config/schema'
import type { GeoToken } from '../geo/place'
import { makeBoundary } from './merge'
import type { Boundary } from './types'

export type StoredBoundary =
  | { kind: 'unrestricted'; hash: string }
  | { kind: 'restricted'; hash: string; allow: readonly (readonly GeoToken[])[]; deny: readonly GeoToken[] }

/** Null for anything that is not exactly what a trace was stored with. */
export function parseBoundary(value: unknown): Boundary | null {
  if (typeof value !== 'object' || value === null) return null
  const stored = value as Partial<Record<'kind' | 'hash' | 'allow' | 'deny', unknown>>
  const boundary = rebuild(stored)
  return boundary && boundary.hash === stored.hash && boundary.kind === stored.kind ? boundary : null
}

function rebuild(stored: { kind?: unknown; allow?: unknown; deny?: unknown }): Boundary | null {
  if (stored.kind === 'unrestricted') return stored.allow === undefined && stored.deny === undefined ? makeBoundary(null, []) : null
  if (!Array.isArray(stored.allow) || !isTokens(stored.deny)) return null
  const sets = stored.allow as unknown[]
  if (!sets.every((set): set is GeoToken[] => isTokens(set) && set.length > 0)) return null
  return sets.length === 0 && stored.deny.length === 0 ? null : makeBoundary(sets, stored.deny)
}

const isTokens = (value: unknown): value is GeoToken[] => Array.isArray(value) && value.every((token) => geoToken.safeParse(token).success)
