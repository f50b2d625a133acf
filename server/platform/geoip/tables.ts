// One source, flattened: address → place number → country and point, and beside it address → country alone, which is a fifteenth of the
// size and so mostly in the processor's cache. Positions are kept to 0.01° (about 1 km), far
// finer than any database knows them, in two bytes a coordinate.

import type { Address } from '@/server/core/geo/address'
import { findIn4, type RangeTable4 } from '@/server/core/geo/range-table'
import { findIn6, type RangeTable6 } from '@/server/core/geo/range-table6'
import type { GeoIpAnswer } from '@/server/core/origin/geoip'

export type SourceTables = {
  kind: 'city' | 'country'
  /** ISO date of the oldest file. */
  buildDate: string | null
  v4: RangeTable4 | null
  v6: RangeTable6 | null
  /** Index into `countries`, plus one; null where the source has places that are no more than countries. */
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

/** From 0 for nothing. */
export function placeOf(tables: SourceTables, address: Address): number {
  if (address.family === 4) return tables.v4 ? findIn4(tables.v4, address.value) : 0
  return tables.v6 ? findIn6(tables.v6, address.words) : 0
}

/** Index into `countries`, plus one; 0 for none. */
function countryNumber(tables: SourceTables, address: Address): number {
  const { countries4, countries6 } = tables
  if (address.family === 4 && countries4) return findIn4(countries4, address.value)
  if (address.family === 6 && countries6) return findIn6(countries6, address.words)
  return tables.places.rows[placeOf(tables, address) * placeSize] as number
}

/** Of `placeOf`, one more than the largest. */
export const placesIn = ({ places }: SourceTables): number => places.rows.length / placeSize

export function countryIn(tables: SourceTables, address: Address): string | null {
  const country = countryNumber(tables, address)
  return country === 0 ? null : (tables.countries[country - 1] as string)
}

export function answerIn(tables: SourceTables, address: Address): GeoIpAnswer | null {
  const place = placeOf(tables, address)
  if (place === 0) return null
  const { rows } = tables.places
  const at = place * placeSize
  const country = rows[at] as number
  const lat = rows[at + 1] as number
  return {
    country: country === 0 ? null : (tables.countries[country - 1] as string),
    point: lat === noPoint ? null : [(rows[at + 2] as number) / pointScale, lat / pointScale],
  }
}
