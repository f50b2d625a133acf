import type { StoredBoundary } from '../boundary/codec'
import type { Boundary } from '../boundary/types'

/** As a stored trace gives it back. */
export function storedBoundary(boundary: Boundary): StoredBoundary {
  return boundary.kind === 'unrestricted'
    ? { kind: 'unrestricted', hash: boundary.hash }
    : { kind: 'restricted', hash: boundary.hash, allow: boundary.allow, deny: boundary.deny }
}
