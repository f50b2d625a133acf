// Origins that were worked out before under one configuration. Most jobs come with nothing but a public address, and of that nothing
// counts but what the databases answer: so an origin is kept for each answer, and is the same object for every address that
// gets it. Like DrawnZones a field of the compiled configuration, and as immutable in what it gives.
// Answers are some 330,000 places and what the second database says of each; of the origins, mostly one a country and cell, equal
// ones are kept once. When all of IPv4 has asked, that is 24,000 of them and 11 MB (2026-11). No address is kept.

import type { Address } from '../geo/address'
import type { Containment, Place } from '../geo/place'
import type { AnswerNumbers, GeoIp } from './geoip'
import type { Origin } from './types'

export class KnownOrigins {
  #numbers: AnswerNumbers | undefined
  /** By first number: 1 + the second number that the origin beside it is for, 0 for none. Databases mostly agree, so mostly one will do. */
  #seconds = new Uint16Array()
  #origins: (Origin | undefined)[] = []
  readonly #others = new Map<number, Origin>()
  readonly #byOverride = new Map<Place, Origin>()
  readonly #distinct = new Map<Containment, Map<string, Origin>>()

  /** What was kept for another address of the same answers. */
  find(address: Address, { numbers }: GeoIp): Origin | undefined {
    if (numbers === undefined || numbers !== this.#numbers) return undefined
    const first = numbers.first(address)
    const second = numbers.second(address)
    return this.#seconds[first] === second + 1 ? this.#origins[first] : this.#others.get(keyOf(first, second))
  }

  /** Gives back the origin, or the equal one that others have. */
  keep(address: Address, { numbers }: GeoIp, origin: Origin): Origin {
    if (numbers === undefined) return origin
    if (numbers !== this.#numbers) this.#startWith(numbers)
    const kept = this.#oneOf(origin)
    const first = numbers.first(address)
    const second = numbers.second(address)
    if (this.#seconds[first] === 0) {
      this.#seconds[first] = second + 1
      this.#origins[first] = kept
    } else this.#others.set(keyOf(first, second), kept)
    return kept
  }

  findOverride(place: Place): Origin | undefined {
    return this.#byOverride.get(place)
  }

  keepOverride(place: Place, origin: Origin): Origin {
    this.#byOverride.set(place, origin)
    return origin
  }

  /** Other databases number otherwise. */
  #startWith(numbers: AnswerNumbers): void {
    this.#numbers = numbers
    this.#seconds = new Uint16Array(numbers.firsts)
    this.#origins = new Array(numbers.firsts).fill(undefined)
    this.#others.clear()
    this.#distinct.clear()
  }

  #oneOf(origin: Origin): Origin {
    let equals = this.#distinct.get(origin.containment)
    if (!equals) {
      equals = new Map()
      this.#distinct.set(origin.containment, equals)
    }
    const { country, cell, confidence, nearest, reasons } = origin
    const key = `${country} ${cell} ${confidence} ${nearest} ${reasons}`
    const known = equals.get(key)
    if (known) return known
    equals.set(key, origin)
    return origin
  }
}

const keyOf = (first: number, second: number): number => first * 0x10000 + second
