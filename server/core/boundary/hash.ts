// The boundary's fingerprint, carried through retries and shown with every decision.

import type { GeoToken } from '../geo/place'
import { sha256Hex } from '../hash/sha256'
import { canonicalJson } from '../json/canonical'

/** `null` is the unrestricted boundary. Sets and tokens must come sorted. */
export function hashClauses(clauses: { allow: readonly (readonly GeoToken[])[]; deny: readonly GeoToken[] } | null): string {
  return `sha256:${sha256Hex(canonicalJson(clauses ?? 'unrestricted'))}`
}
