// Which drawn zones hold a point, and what follows from it: worked out once for each set of zones and country that occurs, so
// that locating a point allocates nothing. A field of the compiled configuration and as immutable in what it answers. The raster takes
// a part of a millisecond an outline (300 ms for 1,000 of together 100,000 vertices, 2026-11), so it is drawn when it is first needed:
// most configurations are only compared.

import type { Containment, LngLat } from '../geo/place'
import { ShapeRaster } from '../geo/shape-raster'
import type { CompiledZone } from './compiled'
import { countryNumbers } from './countries'

export type DrawnSet = {
  /** Best first. */
  readonly zones: readonly CompiledZone[]
  /** By number of the country, 0 for none: what `contain` answered before. */
  readonly known: (Containment | undefined)[]
}

export class DrawnZones {
  readonly #zones: readonly CompiledZone[]
  #raster: ShapeRaster | null = null
  readonly nowhere = drawnSet([])
  readonly #sets: DrawnSet[] = [this.nowhere]

  /** Zones that have a shape, best first. */
  constructor(zones: readonly CompiledZone[]) {
    this.#zones = zones
  }

  /** Draws the raster now, zone by zone, for whoever has no time later. */
  *prepare(): Generator<void, void> {
    if (this.#zones.length > 0) this.#raster ??= yield* ShapeRaster.draw(this.#shapes())
  }

  #draw(): ShapeRaster {
    this.#raster ??= ShapeRaster.of(this.#shapes())
    return this.#raster
  }

  #shapes() {
    return this.#zones.map((zone) => zone.shape!)
  }

  /** Of the raster; the outlines themselves are a multiple of the document's. */
  get bytes(): number {
    return this.#raster?.bytes ?? 0
  }

  at(point: LngLat): DrawnSet {
    if (this.#zones.length === 0) return this.nowhere
    const raster = this.#raster ?? this.#draw()
    const number = raster.find(point[0], point[1])
    return this.#sets[number] ?? this.#make(number, raster)
  }

  #make(number: number, { sets }: ShapeRaster): DrawnSet {
    const made = drawnSet(sets.members(number).map((index) => this.#zones[index]!))
    this.#sets[number] = made
    return made
  }
}

const drawnSet = (zones: readonly CompiledZone[]): DrawnSet => ({ zones, known: new Array(countryNumbers).fill(undefined) })
