// What the nearest-zone rule says of many places at once: the picture of who would be preferred where no zone is. It follows an
// editor, where one zone is changed many times in a row: what each place is nearest to among the others is kept, so that a step of
// that zone's bias costs one distance a place instead of one for every zone.

import type { LngLat, ZoneCode } from '../geo/place'
import { type AnchoredZone, anchorsOf, arcKm, nearestChord2, unitVector, type Vector, withBias } from './anchors'
import { isNearest, type NearestTwo, nearestTwo, type ZoneDistance } from './nearest-zone'

export class NearestCells {
  readonly #places: readonly LngLat[]
  readonly #vectors: readonly Vector[]
  #zones: readonly AnchoredZone[] = []
  /** What each place is nearest to among all of them. */
  #nearest: readonly NearestTwo[] | null = null
  /** The zone that is being changed, and what each place is nearest to without it; none at first. */
  #moving: ZoneCode | null = null
  #amongOthers: readonly NearestTwo[] = []

  constructor(places: readonly LngLat[]) {
    this.#places = places
    this.#vectors = places.map(unitVector)
  }

  /** Places by the zone that they would prefer; those that are too far from all or between two are left out. */
  byZone(zones: readonly AnchoredZone[]): Map<ZoneCode, LngLat[]> {
    const changed = changedCodes(this.#zones, zones)
    if (!this.#nearest || changed.length > 1) this.#begin(zones)
    else if (changed.length === 1 && changed[0] !== this.#moving) this.#setAside(changed[0]!, zones, this.#nearest)
    this.#zones = zones
    const moving = zones.find(({ code, anchors }) => code === this.#moving && anchors.length > 0)
    const own = moving && anchorsOf([moving]).vectors
    this.#nearest =
      moving && own ? this.#amongOthers.map((others, i) => joinedBy(others, distanceTo(this.#vectors[i]!, moving, own))) : this.#amongOthers
    return this.#sorted(this.#nearest)
  }

  #begin(zones: readonly AnchoredZone[]): void {
    const anchors = anchorsOf(zones)
    this.#moving = null
    this.#amongOthers = this.#vectors.map((vector) => nearestTwo(vector, anchors))
  }

  /** Where the zone was none of the two, they are the two without it as well. */
  #setAside(moving: ZoneCode, zones: readonly AnchoredZone[], nearest: readonly NearestTwo[]): void {
    const others = anchorsOf(zones.filter(({ code }) => code !== moving))
    this.#moving = moving
    this.#amongOthers = nearest.map((two, i) =>
      two.first?.zone === moving || two.second?.zone === moving ? nearestTwo(this.#vectors[i]!, others) : two,
    )
  }

  #sorted(nearest: readonly NearestTwo[]): Map<ZoneCode, LngLat[]> {
    const byZone = new Map<ZoneCode, LngLat[]>()
    for (const [i, { first, second }] of nearest.entries()) {
      if (!first || !isNearest(first, second)) continue
      const known = byZone.get(first.zone)
      if (known) known.push(this.#places[i]!)
      else byZone.set(first.zone, [this.#places[i]!])
    }
    return byZone
  }
}

function distanceTo(from: Vector, { code, bias }: AnchoredZone, vectors: Float64Array): ZoneDistance {
  const distanceKm = arcKm(nearestChord2(from, vectors))
  return { zone: code, distanceKm, biasedKm: withBias(distanceKm, bias) }
}

/** Of two at the same distance neither is preferred, so that their order does not matter. */
function joinedBy({ first, second }: NearestTwo, next: ZoneDistance): NearestTwo {
  if (!first || next.biasedKm < first.biasedKm) return { first: next, second: first }
  return { first, second: !second || next.biasedKm < second.biasedKm ? next : second }
}

function changedCodes(before: readonly AnchoredZone[], after: readonly AnchoredZone[]): ZoneCode[] {
  const known = new Map(before.map((zone) => [zone.code, zone]))
  const changed = after.filter(({ code, bias, anchors }) => known.get(code)?.bias !== bias || known.get(code)?.anchors !== anchors)
  const left = new Set(after.map(({ code }) => code))
  return [...changed.map(({ code }) => code), ...before.flatMap(({ code }) => (left.has(code) ? [] : [code]))]
}
