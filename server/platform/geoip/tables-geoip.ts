// Two sources behind the core's GeoIp. Their own numbers of places number the answers.

import type { Address } from '@/server/core/geo/address'
import type { AnswerNumbers, GeoIp, GeoIpAnswer } from '@/server/core/origin/geoip'
import type { SourceLookup } from './source-lookup'

export class TablesGeoIp implements GeoIp {
  readonly status: GeoIp['status']
  readonly numbers: AnswerNumbers
  readonly #first: SourceLookup
  readonly #second: SourceLookup

  constructor(first: SourceLookup, second: SourceLookup, status: GeoIp['status']) {
    this.#first = first
    this.#second = second
    this.numbers = new PlaceNumbers(first, second)
    this.status = status
  }

  lookup(address: Address): GeoIpAnswer | null {
    return this.#first.answer(address)
  }

  country(address: Address): string | null {
    return this.#first.country(address)
  }

  second(address: Address): string | null {
    return this.#second.country(address)
  }
}

class PlaceNumbers implements AnswerNumbers {
  readonly firsts: number
  readonly #first: SourceLookup
  readonly #second: SourceLookup

  constructor(first: SourceLookup, second: SourceLookup) {
    this.firsts = first.places
    this.#first = first
    this.#second = second
  }

  country(address: Address): number {
    return this.#first.countryNumber(address)
  }

  first(address: Address): number {
    return this.#first.place(address)
  }

  second(address: Address): number {
    return this.#second.place(address)
  }
}
