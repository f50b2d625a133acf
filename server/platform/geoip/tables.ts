// One source, flattened: address → place number → country and point, and beside it address → country alone, which is a fifteenth of the
// size and so mostly in the processor's cache. Positions are kept to 0.01° (about 1 km), far
// finer than any database knows them, in two bytes a coordinate.

import type { RangeTable4 } from '@/server/core/geo/range-table'
import type { RangeTable6 } from '@/server/core/geo/range-table6'

export type SourceTables = {
  kind: 'city' | 'country'
  /** ISO date of the oldest file. */
  buildDate: string | null
  v4: RangeTable4 | null
  v6: RangeTable6 | null
  /** Index into `countries`, plus one. Null where the places of the family are no more than countries: then their numbers are these too. */
  countries4: RangeTable4 | null
  countries6: RangeTable6 | null
  countries: readonly string[]
  places: Places
}

/**
 * By place number, `placeSize` to each, so that a place is one read from memory: index into `countries` plus one (0 for none), then
 * latitude and longitude in hundredths of a degree, or `noPoint` in both. Number 0 is "nothing".
 */
export type Places = { rows: Int16Array }

/** A power of two: no place lies across two cache lines. */
export const placeSize = 4

export const pointScale = 100
export const noPoint = -32_768
