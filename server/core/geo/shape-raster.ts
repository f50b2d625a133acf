// Which of several shapes hold a point, in a few nanoseconds: the answer is drawn into a raster once, and only where an edge
// passes is a polygon asked. Cells are 1°; one that an edge touches is cut into 8 × 8 fine ones of 14 km, and of such a one that an
// edge touches it is known which of its 8 × 8 grains are inside, outside or touched. So memory follows the length of the outlines
// (0.26 MB, and 0.5 to 1 KB a degree of outline) and not the area. Equal to asking every polygon, point for point: a grain counts as
// touched when an edge comes within `margin` of it, which is a million times what rounding can move a crossing.

import { toEnd } from '../steps'
import { IndexedPolygon } from './indexed-polygon'
import { columns, crossingSize, Drawing, grainsPerDegree, type RasterShape, rows } from './raster-drawing'
import type { Ring } from './ring'
import { SetList } from './set-list'

/** Of a fine cell that edges pass: the set of the shapes that hold all of it, and how many pass; then each crossing. */
const headSize = 2
type Shape = readonly IndexedPolygon[]

export class ShapeRaster {
  readonly sets: SetList
  readonly #shapes: readonly Shape[]
  /** Where in `#fine` a cell's 64 are; cells that no edge touches share those of their set. */
  readonly #coarse: Int32Array
  /** ≥ 0: a set; < 0: −1 − where in `#crossed` it is described. */
  readonly #fine: Int32Array
  readonly #crossed: Int32Array

  /** Stops after each shape, for whoever has other things to do meanwhile. */
  static *draw(shapes: readonly RasterShape[]): Generator<void, ShapeRaster> {
    const drawing = new Drawing(new SetList())
    const drawn: Shape[] = []
    for (const [number, shape] of shapes.entries()) {
      const indexed = shape.polygons.map((rings) => new IndexedPolygon(rings.map(flatten)))
      drawn.push(indexed)
      drawing.add(number, shape, (x, y) => holds(indexed, x, y))
      yield
    }
    return new ShapeRaster(drawn, drawing)
  }

  static of(shapes: readonly RasterShape[]): ShapeRaster {
    return toEnd(ShapeRaster.draw(shapes))
  }

  private constructor(shapes: readonly Shape[], drawing: Drawing) {
    this.sets = drawing.sets
    this.#shapes = shapes
    const wholes = [...new Set(drawing.coarse)].filter((code) => code >= 0)
    const firstWhole = drawing.fine.length
    this.#fine = new Int32Array(firstWhole + wholes.length * 64)
    this.#fine.set(drawing.fine)
    for (const [i, set] of wholes.entries()) this.#fine.fill(set, firstWhole + i * 64, firstWhole + (i + 1) * 64)
    const places = new Map(wholes.map((set, i) => [set, firstWhole + i * 64]))
    this.#coarse = drawing.coarse.map((code) => (code < 0 ? (-1 - code) * 64 : places.get(code)!))
    let size = 0
    for (const crossings of drawing.crossings.values()) size += headSize + crossings.length
    this.#crossed = new Int32Array(size)
    let at = 0
    for (const [i, crossings] of drawing.crossings) {
      const head = at
      this.#crossed[at++] = this.#fine[i]!
      this.#crossed[at++] = crossings.length / crossingSize
      for (const word of crossings) this.#crossed[at++] = word
      this.#fine[i] = -1 - head
    }
  }

  get bytes(): number {
    return this.#coarse.byteLength + this.#fine.byteLength + this.#crossed.byteLength
  }

  /** The number of a set in `sets`: the shapes that hold the point. 180° is −180°. */
  find(lng: number, lat: number): number {
    const x = lng === 180 ? -180 : lng
    if (!(x >= -180 && x < 180 && lat >= -90 && lat <= 90)) return 0
    // A point a hair short of an end is rounded onto it.
    const column = Math.min(columns * grainsPerDegree - 1, ((x + 180) * grainsPerDegree) | 0)
    const row = Math.min(rows * grainsPerDegree - 1, ((lat + 90) * grainsPerDegree) | 0)
    const cell = this.#coarse[(row >> 6) * columns + (column >> 6)]!
    const fine = this.#fine[cell + ((row >> 3) & 7) * 8 + ((column >> 3) & 7)]!
    return fine >= 0 ? fine : this.#look(-1 - fine, (row & 7) * 8 + (column & 7), x, lat)
  }

  #look(at: number, grain: number, x: number, y: number): number {
    const crossed = this.#crossed
    const word = grain >> 5
    const bit = 1 << (grain & 31)
    let found = crossed[at]!
    const first = at + headSize
    const end = first + crossed[at + 1]! * crossingSize
    for (let i = first; i < end; i += crossingSize) {
      const isTouched = (crossed[i + 1 + word]! & bit) !== 0
      const isHeld = isTouched ? holds(this.#shapes[crossed[i]!]!, x, y) : (crossed[i + 3 + word]! & bit) !== 0
      if (isHeld) found = this.sets.with(found, crossed[i]!)
    }
    return found
  }
}

function holds(shape: Shape, x: number, y: number): boolean {
  for (const polygon of shape) if (polygon.contains(x, y)) return true
  return false
}

function flatten(ring: Ring): Float64Array {
  const flat = new Float64Array(2 * ring.length)
  ring.forEach(([x, y], i) => {
    flat[2 * i] = x!
    flat[2 * i + 1] = y!
  })
  return flat
}
