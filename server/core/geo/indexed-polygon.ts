// A polygon with many vertices, asked about many points: edges are sorted into bands of latitude, so that a point meets
// only those of its own band. Bands are made when a polygon is first asked about; most never are.
// The edge rule is ring.ts's to the bit, so that both give a point the same owner.

/** A band then begins with about four edges of its own, beside those that pass through; 32 bytes an edge and band. */
const verticesPerBand = 4
const maxBands = 4096

export class IndexedPolygon {
  readonly #rings: readonly Float64Array[]
  readonly #west: number
  readonly #south: number
  readonly #east: number
  readonly #north: number
  /** Per band the index of its first edge in `#edges`, and the end. */
  #starts: Uint32Array | null = null
  /** Per edge x0 y0 x1 y1, low end first. */
  #edges = new Float64Array()
  #bandsPerDegree = 0

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
    if (this.#isAcross(x) && this.#isInside(x, y)) return true
    if (this.#west >= -180 && this.#east <= 180) return false
    return [x - 360, x + 360].some((turned) => this.#isAcross(turned) && this.#isInside(turned, y))
  }

  #isAcross(x: number): boolean {
    return x >= this.#west && x <= this.#east
  }

  #isInside(x: number, y: number): boolean {
    const starts = this.#starts ?? this.#sortIntoBands()
    const edges = this.#edges
    const band = this.#bandOf(y, starts.length - 1)
    const end = starts[band + 1]!
    let inside = false
    for (let i = starts[band]!; i < end; i += 4) {
      const y0 = edges[i + 1]!
      const y1 = edges[i + 3]!
      if (y0 > y || y1 <= y) continue
      const x0 = edges[i]!
      if (x < x0 + ((y - y0) * (edges[i + 2]! - x0)) / (y1 - y0)) inside = !inside
    }
    return inside
  }

  #bandOf(y: number, count: number): number {
    return Math.min(count - 1, Math.max(0, Math.floor((y - this.#south) * this.#bandsPerDegree)))
  }

  #sortIntoBands(): Uint32Array {
    const vertices = this.#rings.reduce((sum, ring) => sum + ring.length / 2, 0)
    const count = Math.min(maxBands, Math.max(1, Math.ceil(vertices / verticesPerBand)))
    this.#bandsPerDegree = this.#north > this.#south ? count / (this.#north - this.#south) : 0
    const starts = new Uint32Array(count + 1)
    this.#eachEdge((_x0, y0, _x1, y1) => {
      for (let band = this.#bandOf(y0, count); band <= this.#bandOf(y1, count); band++) starts[band + 1]! += 4
    })
    for (let band = 0; band < count; band++) starts[band + 1]! += starts[band]!
    const next = starts.slice()
    const edges = new Float64Array(starts[count]!)
    this.#eachEdge((x0, y0, x1, y1) => {
      for (let band = this.#bandOf(y0, count); band <= this.#bandOf(y1, count); band++) {
        const at = next[band]!
        edges[at] = x0
        edges[at + 1] = y0
        edges[at + 2] = x1
        edges[at + 3] = y1
        next[band] = at + 4
      }
    })
    this.#edges = edges
    this.#starts = starts
    return starts
  }

  #eachEdge(use: (x0: number, y0: number, x1: number, y1: number) => void): void {
    for (const ring of this.#rings) {
      for (let i = 2; i < ring.length; i += 2) {
        const [ax, ay, bx, by] = [ring[i - 2]!, ring[i - 1]!, ring[i]!, ring[i + 1]!]
        if (ay < by) use(ax, ay, bx, by)
        else if (by < ay) use(bx, by, ax, ay)
      }
    }
  }
}
