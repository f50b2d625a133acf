// One source, flattened: address → place number → country and point. Positions are kept to 0.01° (about 1 km), far
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
  countries: readonly string[]
  places: Places
}

/** By place number; number 0 is "nothing". */
export type Places = {
  /** Index into `countries`, plus one; 0 for none. */
  country: Uint16Array
  /** Hundredths of a degree, or `noPoint` in both. */
  lat: Int16Array
  lng: Int16Array
}

export const pointScale = 100
export const noPoint = -32_768

function placeOf(tables: SourceTables, address: Address): number {
  if (address.family === 4) return tables.v4 ? findIn4(tables.v4, address.value) : 0
  return tables.v6 ? findIn6(tables.v6, address.words) : 0
}

export function countryIn(tables: SourceTables, address: Address): string | null {
  const country = tables.places.country[placeOf(tables, address)] as number
  return country === 0 ? null : (tables.countries[country - 1] as string)
}

export function answerIn(tables: SourceTables, address: Address): GeoIpAnswer | null {
  const place = placeOf(tables, address)
  if (place === 0) return null
  const country = tables.places.country[place] as number
  const lat = tables.places.lat[place] as number
  return {
    country: country === 0 ? null : (tables.countries[country - 1] as string),
    point: lat === noPoint ? null : [(tables.places.lng[place] as number) / pointScale, lat / pointScale],
  }
}
