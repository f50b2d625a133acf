// Which drawn zones hold a point, and what follows from it: worked out once for each set of zones and country that occurs, so
// that locating a point allocates nothing. A field of the compiled configuration, made with it and as immutable in what it answers.

import type { Containment, LngLat } from '../geo/place'
import { ShapeRaster } from '../geo/shape-raster'
import type { CompiledZone } from './compiled'

export type DrawnSet = {
  /** Best first. */
  readonly zones: readonly CompiledZone[]
  /** By country; what `contain` answered before. */
  readonly known: Map<string | null, Containment>
}

export class DrawnZones {
  readonly #zones: readonly CompiledZone[]
  readonly #raster: ShapeRaster | null
  readonly #sets: DrawnSet[] = [{ zones: [], known: new Map() }]

  /** Zones that have a shape, best first. */
  constructor(zones: readonly CompiledZone[]) {
    this.#zones = zones
    this.#raster = zones.length === 0 ? null : new ShapeRaster(zones.map((zone) => zone.shape!))
  }

  /** Of the raster; the outlines themselves are a multiple of the document's. */
  get bytes(): number {
    return this.#raster?.bytes ?? 0
  }

  get nowhere(): DrawnSet {
    return this.#sets[0]!
  }

  at(point: LngLat): DrawnSet {
    if (this.#raster === null) return this.nowhere
    const number = this.#raster.find(point[0], point[1])
    return this.#sets[number] ?? this.#make(number, this.#raster)
  }

  #make(number: number, { sets }: ShapeRaster): DrawnSet {
    const made = { zones: sets.members(number).map((index) => this.#zones[index]!), known: new Map() }
    this.#sets[number] = made
    return made
  }
}
