// A node's GPS positions as they are kept: the settled one, and the newest where that has not settled yet.

import type { LngLat } from '../geo/place'

export type Fix = { point: LngLat; accuracyM: number }
/** The newest fix, in another zone than the settled one; `fixes` of there have counted, the last at `countedAt` (epoch ms). */
export type Moving = Fix & { fixes: number; countedAt: number }
export type Position = { gps: Fix | null; moving: Moving | null }

/** What of it is a fix alone. */
export const onlyFix = ({ point, accuracyM }: Fix): Fix => ({ point, accuracyM })

/** So many fixes in another zone, so far apart each, move a node there. */
export const fixesToMove = 3
export const fixesApartMs = 600_000
