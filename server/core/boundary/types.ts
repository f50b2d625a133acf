// A boundary says where a job may run. The two kinds are two types: nothing empty, null or missing ever means
// "everywhere", and a candidate list cannot be asked for without one.

import type { GeoToken } from '../geo/place'

declare const brand: unique symbol

export type Unrestricted = { readonly kind: 'unrestricted'; readonly hash: string; readonly [brand]: 'boundary' }

export type Restricted = {
  readonly kind: 'restricted'
  /** Conjunction of disjunctions: a place is inside when each set has a token that contains it … */
  readonly allow: readonly (readonly GeoToken[])[]
  /** … and no token here does. */
  readonly deny: readonly GeoToken[]
  /** Stable under any order of layers and tokens: `sha256:<hex>`. */
  readonly hash: string
  readonly [brand]: 'boundary'
}

/** Made only by `mergeLayers` (and `parseBoundary`, for retries): the brand keeps anybody else from writing one. */
export type Boundary = Unrestricted | Restricted
