// A rectangle from its bounds. With west beyond east it goes across ±180°, as bounds are written (RFC 7946, 5.2).

import type { Position } from '../antimeridian'

export type Bounds = { west: number; south: number; east: number; north: number }

/** Closed, counter-clockwise; longitudes run on past 180 where it crosses. */
export function rectangle({ west, south, east, north }: Bounds): Position[] {
  const end = east < west ? east + 360 : east
  return [
    [west, south],
    [end, south],
    [end, north],
    [west, north],
    [west, south],
  ]
}
