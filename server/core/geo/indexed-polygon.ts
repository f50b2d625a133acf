// A polygon with many vertices, asked about many points: edges are sorted into bands of latitude, so that a point meets
// only those of its own band. Bands are made when a polygon is first asked about; most never are.

/** Half a degree: the longest outline (Canada's) then has some hundred edges a band. */
const bandDegrees = 0.5

export class IndexedPolygon {
  readonly #rings: readonly Float64Array[]
  readonly #west: number
  readonly #south: number
  readonly #east: number
  readonly #north: number
  #bands: Float64Array[] | null = null

  /** Closed rings, x0 y0 x1 y1 …, outer first; longitudes may run past ±180°. */
  constructor(rings: readonly Float64Array[]) {
    this.#rings = rings
    let [west, south, east, north] = [
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]
    const outer = rings[0]!
    for (let i = 0; i < outer.length; i += 2) {
      const x = outer[i]!
      const y = outer[i + 1]!
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
    this.#west = west
    this.#south = south
    this.#east = east
    this.#north = north
  }

  /** Of its bounding box. */
  get middle(): readonly [lng: number, lat: number] {
    return [(this.#west + this.#east) / 2, (this.#south + this.#north) / 2]
  }

  get box(): readonly [west: number, south: number, east: number, north: number] {
    return [this.#west, this.#south, this.#east, this.#north]
  }

  contains(x: number, y: number): boolean {
    if (y < this.#south || y > this.#north) return false
    for (let turn = x - 360; turn <= x + 360; turn += 360)
      if (turn >= this.#west && turn <= this.#east && this.#isInside(turn, y)) return true
    return false
  }

  #isInside(x: number, y: number): boolean {
    this.#bands ??= this.#sortIntoBands()
    const band = this.#bands[Math.min(this.#bands.length - 1, Math.floor((y - this.#south) / bandDegrees))]!
    let inside = false
    for (let i = 0; i < band.length; i += 4) {
      const y0 = band[i + 1]!
      const y1 = band[i + 3]!
      // Edges are stored low end first.
      if (y0 > y || y1 <= y) continue
      if (x < band[i]! + ((y - y0) * (band[i + 2]! - band[i]!)) / (y1 - y0)) inside = !inside
    }
    return inside
  }

  #sortIntoBands(): Float64Array[] {
    const count = Math.max(1, Math.ceil((this.#north - this.#south) / bandDegrees))
    const bands: number[][] = Array.from({ length: count }, () => [])
    for (const ring of this.#rings) {
      for (let i = 2; i < ring.length; i += 2) {
        const up = ring[i - 1]! < ring[i + 1]!
        const [x0, y0, x1, y1] = up
          ? [ring[i - 2]!, ring[i - 1]!, ring[i]!, ring[i + 1]!]
          : [ring[i]!, ring[i + 1]!, ring[i - 2]!, ring[i - 1]!]
        if (y0 === y1) continue
        const last = Math.min(count - 1, Math.floor((y1 - this.#south) / bandDegrees))
        for (let band = Math.max(0, Math.floor((y0 - this.#south) / bandDegrees)); band <= last; band++) bands[band]!.push(x0, y0, x1, y1)
      }
    }
    return bands.map((band) => Float64Array.from(band))
  }
}
