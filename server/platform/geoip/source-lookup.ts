// One source's tables, ready to be asked. A family that they do not cover has a table in which nothing is.

import { countryNumber } from '@/server/core/config/countries'
import type { Address } from '@/server/core/geo/address'
import { buildRangeTable4, findIn4, type RangeTable4 } from '@/server/core/geo/range-table'
import { buildRangeTable6, findIn6, type RangeTable6 } from '@/server/core/geo/range-table6'
import type { GeoIpAnswer } from '@/server/core/origin/geoip'
import { noPoint, placeSize, pointScale, type SourceTables } from './tables'

const empty4 = buildRangeTable4([0], [0])
const empty6 = buildRangeTable6(new Uint32Array(4), [0])

export class SourceLookup {
  /** Place numbers are below it. */
  readonly places: number
  readonly #places4: RangeTable4
  readonly #places6: RangeTable6
  readonly #countries4: RangeTable4
  readonly #countries6: RangeTable6
  /** By the tables' own numbers of countries, null for 0. */
  readonly #names: readonly (string | null)[]
  readonly #numbers: Uint8Array
  readonly #rows: Int16Array

  constructor(tables: SourceTables) {
    this.#places4 = tables.v4 ?? empty4
    this.#places6 = tables.v6 ?? empty6
    this.#countries4 = tables.countries4 ?? this.#places4
    this.#countries6 = tables.countries6 ?? this.#places6
    this.#names = [null, ...tables.countries]
    this.#numbers = Uint8Array.from(this.#names, (name) => (name === null ? 0 : countryNumber(name)))
    this.#rows = tables.places.rows
    this.places = this.#rows.length / placeSize
  }

  /** The number of what `answer` says; 0 for nothing. */
  place(address: Address): number {
    return address.family === 4 ? findIn4(this.#places4, address.value) : findIn6(this.#places6, address.words)
  }

  country(address: Address): string | null {
    return this.#names[this.#country(address)] as string | null
  }

  /** As config/countries.ts numbers them. */
  countryNumber(address: Address): number {
    return this.#numbers[this.#country(address)] as number
  }

  #country(address: Address): number {
    return address.family === 4 ? findIn4(this.#countries4, address.value) : findIn6(this.#countries6, address.words)
  }

  answer(address: Address): GeoIpAnswer | null {
    const place = this.place(address)
    if (place === 0) return null
    const at = place * placeSize
    const lat = this.#rows[at + 1] as number
    return {
      country: this.#names[this.#rows[at] as number] as string | null,
      point: lat === noPoint ? null : [(this.#rows[at + 2] as number) / pointScale, lat / pointScale],
    }
  }
}

export const noSource = new SourceLookup({
  kind: 'country',
  buildDate: null,
  v4: null,
  v6: null,
  countries4: null,
  countries6: null,
  countries: [],
  places: { rows: new Int16Array(placeSize) },
})
