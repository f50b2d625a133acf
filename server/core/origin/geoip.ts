// The IP databases as the core sees them: two independent sources behind one small interface. The first gives country
// and, where its file has positions, a point; the second only says whether it agrees on the country.
// A country-only file as first source gives no point: then there is no nearest zone and no distance for such origins.

import type { Address } from '../geo/address'
import type { LngLat } from '../geo/place'

export type GeoIpAnswer = {
  /** As the database writes it, pseudo-codes included; origin resolution drops those. */
  readonly country: string | null
  readonly point: LngLat | null
}

export type GeoIpSourceStatus = {
  role: 'primary' | 'second'
  /** Who made it; two files of one provider are one source. E.g. `dbip`. */
  source: string
  path: string
  kind: 'city' | 'country' | null
  /** Address ranges held, per family; 0 where the files do not cover a family. */
  records: { v4: number; v6: number }
  /** ISO date of the files' build; null where it is not known. */
  buildDate: string | null
  ok: boolean
  /** What is wrong and what to do, or a line about what was loaded. */
  message: string
}

export type GeoIp = {
  lookup(address: Address): GeoIpAnswer | null
  /** `lookup(address)?.country`, out of a table a fifteenth of the size. */
  country(address: Address): string | null
  /** The second, independent source's country. */
  second(address: Address): string | null
  /** Absent where answers are not numbered. */
  readonly numbers?: AnswerNumbers
  readonly status: readonly GeoIpSourceStatus[]
}

export type AnswerNumbers = {
  /** Of `country(address)`, as config/countries.ts numbers them; 0 for none and for what is no country. */
  country(address: Address): number
  /** From 0 for nothing to below `firsts`. Addresses that have this and `second` in common get the same of `lookup` and of `second`. */
  first(address: Address): number
  readonly firsts: number
  /** From 0 for nothing to below 65,535. */
  second(address: Address): number
}

/** What is left when no database could be opened: every origin is unknown, none gets a default. */
export const noGeoIp: GeoIp = { lookup: () => null, country: () => null, second: () => null, status: [] }
