// Which of several shapes hold a point, in a few nanoseconds: the answer is drawn into a raster once, and only where an edge
// passes is a polygon asked. Cells are 1°; one that an edge touches is cut into 8 × 8. So memory follows the length of the outlines
// (0.26 MB, and 256 to 512 B a degree of outline) and not the area. Equal to asking every polygon, point for point: a cell counts as
// crossed when an edge comes within `margin` of it, which is a million times what rounding can move a crossing.

import { IndexedPolygon } from './indexed-polygon'
import { eachRowOfEdge } from './raster-edges'
import type { Ring } from './ring'
import { SetList } from './set-list'

const columns = 360
const rows = 180
/** Fine cells a degree, and in a cell. */
const split = 8
const finePerCell = split * split

/** Rings already cut at ±180°, outer first; several polygons a shape. */
export type RasterShape = { readonly polygons: readonly (readonly Ring[])[] }

/** What is so throughout a cell: the shapes that cover it, and those whose edges pass through. */
type Kind = { readonly covering: readonly number[]; readonly crossing: readonly number[] }

export class ShapeRaster {
  readonly sets = new SetList()
  readonly #shapes: readonly (readonly IndexedPolygon[])[]
  /** ≥ 0: the set that holds throughout; < 0: −1 − the index of its fine cells. */
  readonly #coarse: Int32Array
  /** ≥ 0: a set; < 0: −1 − the index of a crossed kind. */
  readonly #fine: Int32Array
  readonly #crossed: readonly { set: number; shapes: readonly number[] }[]

  constructor(shapes: readonly RasterShape[]) {
    this.#shapes = shapes.map(({ polygons }) => polygons.map((rings) => new IndexedPolygon(rings.map(flatten))))
    const drawing = new Drawing()
    shapes.forEach((shape, number) => {
      drawing.add(number, shape, (x, y) => this.#holds(number, x, y))
    })
    const crossed: { set: number; shapes: readonly number[] }[] = []
    const codes = drawing.kinds.map(({ covering, crossing }) => {
      const set = covering.reduce((sum, shape) => this.sets.with(sum, shape), 0)
      return crossing.length === 0 ? set : -crossed.push({ set, shapes: crossing })
    })
    this.#crossed = crossed
    this.#coarse = drawing.coarse.map((kind) => (kind < 0 ? kind : codes[kind]!))
    this.#fine = Int32Array.from(drawing.fine, (kind) => codes[kind]!)
  }

  get bytes(): number {
    return this.#coarse.byteLength + this.#fine.byteLength
  }

  /** The number of a set in `sets`: the shapes that hold the point. 180° is −180°. */
  find(lng: number, lat: number): number {
    const x = lng === 180 ? -180 : lng
    if (!(x >= -180 && x < 180 && lat >= -90 && lat <= 90)) return 0
    // A point a hair short of an end is rounded onto it.
    const column = Math.min(columns * split - 1, ((x + 180) * split) | 0)
    const row = Math.min(rows * split - 1, ((lat + 90) * split) | 0)
    const coarse = this.#coarse[(row >> 3) * columns + (column >> 3)]!
    if (coarse >= 0) return coarse
    const fine = this.#fine[(-1 - coarse) * finePerCell + (row & 7) * split + (column & 7)]!
    return fine >= 0 ? fine : this.#ask(this.#crossed[-1 - fine]!, x, lat)
  }

  #ask({ set, shapes }: { set: number; shapes: readonly number[] }, x: number, y: number): number {
    let found = set
    for (const shape of shapes) if (this.#holds(shape, x, y)) found = this.sets.with(found, shape)
    return found
  }

  #holds(shape: number, x: number, y: number): boolean {
    for (const polygon of this.#shapes[shape]!) if (polygon.contains(x, y)) return true
    return false
  }
}

/** A raster while shape after shape is drawn into it. */
class Drawing {
  readonly kinds: Kind[] = [{ covering: [], crossing: [] }]
  /** ≥ 0: a kind; < 0: −1 − the index of its fine cells. */
  readonly coarse = new Int32Array(columns * rows)
  /** Kinds, 64 a cell that was cut. */
  readonly fine: number[] = []
  readonly #numbers = new Map<string, number>([['|', 0]])
  /** Kind → kind with the shape in hand. */
  readonly #next = { covering: new Map<number, number>(), crossing: new Map<number, number>() }

  add(shape: number, { polygons }: RasterShape, holds: (x: number, y: number) => boolean): void {
    this.#next.covering.clear()
    this.#next.crossing.clear()
    const touched = new Map<number, Uint8Array>()
    for (const ring of polygons.flat()) touch(ring, touched)
    for (const [cell, marks] of touched) this.#cross(shape, cell, marks, holds)
    // Between two crossed cells of a row nothing changes, so one question answers for all that lie between.
    for (const [first, last] of rowSpans(polygons)) {
      let known: boolean | null = null
      for (let cell = first; cell <= last; cell++) {
        if (touched.has(cell)) known = null
        else {
          known ??= holds((cell % columns) + 0.5 - 180, Math.floor(cell / columns) + 0.5 - 90)
          if (known) this.#cover(shape, cell)
        }
      }
    }
  }

  #cover(shape: number, cell: number): void {
    const known = this.coarse[cell]!
    if (known >= 0) {
      this.coarse[cell] = this.#with(known, shape, 'covering')
      return
    }
    const start = (-1 - known) * finePerCell
    for (let i = start; i < start + finePerCell; i++) this.fine[i] = this.#with(this.fine[i]!, shape, 'covering')
  }

  #cross(shape: number, cell: number, marks: Uint8Array, holds: (x: number, y: number) => boolean): void {
    const start = this.#cut(cell)
    const west = (cell % columns) - 180
    const south = Math.floor(cell / columns) - 90
    for (let i = 0; i < finePerCell; i++) {
      const kind = this.fine[start + i]!
      if (marks[i] === 1) this.fine[start + i] = this.#with(kind, shape, 'crossing')
      else if (holds(west + ((i & 7) + 0.5) / split, south + ((i >> 3) + 0.5) / split))
        this.fine[start + i] = this.#with(kind, shape, 'covering')
    }
  }

  #cut(cell: number): number {
    const known = this.coarse[cell]!
    if (known < 0) return (-1 - known) * finePerCell
    const start = this.fine.length
    for (let i = 0; i < finePerCell; i++) this.fine.push(known)
    this.coarse[cell] = -1 - start / finePerCell
    return start
  }

  #with(kind: number, shape: number, how: keyof Kind): number {
    let next = this.#next[how].get(kind)
    if (next === undefined) {
      const { covering, crossing } = this.kinds[kind]!
      next = this.#number(how === 'covering' ? { covering: [...covering, shape], crossing } : { covering, crossing: [...crossing, shape] })
      this.#next[how].set(kind, next)
    }
    return next
  }

  #number(kind: Kind): number {
    const key = `${kind.covering}|${kind.crossing}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.kinds.push(kind) - 1
    this.#numbers.set(key, number)
    return number
  }
}

/** Marks the fine cells of each cell that the ring's edges touch. */
function touch(ring: Ring, touched: Map<number, Uint8Array>): void {
  let lastCell = -1
  let marks: Uint8Array = new Uint8Array()
  const mark = (row: number, first: number, last: number) => {
    if (row < 0 || row >= rows * split) return
    for (let column = Math.max(0, first); column <= Math.min(columns * split - 1, last); column++) {
      const cell = (row >> 3) * columns + (column >> 3)
      if (cell !== lastCell) {
        marks = touched.get(cell) ?? new Uint8Array(finePerCell)
        touched.set(cell, marks)
        lastCell = cell
      }
      marks[(row & 7) * split + (column & 7)] = 1
    }
  }
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as [number, number]
    const [bx, by] = ring[i] as [number, number]
    eachRowOfEdge((ax + 180) * split, (ay + 90) * split, (bx + 180) * split, (by + 90) * split, mark)
  }
}

/** First and last cell of each row that the shape's bounding box meets. */
function* rowSpans(polygons: RasterShape['polygons']): Generator<readonly [first: number, last: number]> {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [x, y] of polygons.flatMap((rings) => rings[0] ?? []) as [number, number][]) {
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  const [left, right] = [Math.max(0, Math.floor(west + 180)), Math.min(columns - 1, Math.floor(east + 180))]
  for (let row = Math.max(0, Math.floor(south + 90)); row <= Math.min(rows - 1, Math.floor(north + 90)); row++)
    yield [row * columns + left, row * columns + right]
}

function flatten(ring: Ring): Float64Array {
  const flat = new Float64Array(2 * ring.length)
  ring.forEach(([x, y], i) => {
    flat[2 * i] = x!
    flat[2 * i + 1] = y!
  })
  return flat
}
