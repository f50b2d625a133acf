// Two sources' tables behind the core's GeoIp; without tables a source says nothing.

import type { Address } from '@/server/core/geo/address'
import type { AnswerNumbers, GeoIp, GeoIpAnswer } from '@/server/core/origin/geoip'
import { answerIn, countryIn, placeOf, placesIn, type SourceTables } from './tables'

export class TablesGeoIp implements GeoIp {
  readonly status: GeoIp['status']
  readonly numbers: AnswerNumbers
  readonly #first: SourceTables | null
  readonly #second: SourceTables | null

  constructor(first: SourceTables | null, second: SourceTables | null, status: GeoIp['status']) {
    this.#first = first
    this.#second = second
    this.numbers = new PlaceNumbers(first, second)
    this.status = status
  }

  lookup(address: Address): GeoIpAnswer | null {
    return this.#first && answerIn(this.#first, address)
  }

  country(address: Address): string | null {
    return this.#first && countryIn(this.#first, address)
  }

  second(address: Address): string | null {
    return this.#second && countryIn(this.#second, address)
  }
}

/** The tables' own numbers. */
class PlaceNumbers implements AnswerNumbers {
  readonly firsts: number
  readonly #first: SourceTables | null
  readonly #second: SourceTables | null

  constructor(first: SourceTables | null, second: SourceTables | null) {
    this.firsts = first ? placesIn(first) : 1
    this.#first = first
    this.#second = second
  }

  first(address: Address): number {
    return this.#first === null ? 0 : placeOf(this.#first, address)
  }

  second(address: Address): number {
    return this.#second === null ? 0 : placeOf(this.#second, address)
  }
}
