// A raster while shape after shape is drawn into it. Where two squares meet and no edge touches either, both are inside or both
// outside, so a polygon is asked about few of them.

import { eachRowOfEdge } from './raster-edges'
import type { Ring } from './ring'
import type { SetList } from './set-list'

export const columns = 360
export const rows = 180
/** 8 fine cells a degree, 8 grains a fine cell. */
export const grainsPerDegree = 64

/** Rings already cut at ±180°, outer first; several polygons a shape. */
export type RasterShape = { readonly polygons: readonly (readonly Ring[])[] }

/** Of a fine cell and a shape whose edges pass it: the shape's number, two words of the grains that they touch, two of those that it holds. */
export const crossingSize = 5

type Holds = (x: number, y: number) => boolean

export class Drawing {
  /** ≥ 0: the set that holds throughout; < 0: −1 − the index of its fine cells. */
  readonly coarse = new Int32Array(columns * rows)
  /** Sets, 64 a cell that was cut. */
  readonly fine: number[] = []
  /** By index in `fine`, beside its set: crossing after crossing. */
  readonly crossings = new Map<number, number[]>()
  // Bits of 8 × 8 squares in two words, used again and again: there are some hundred fine cells to an outline.
  readonly #touched = new Int32Array(2)
  readonly #held = new Int32Array(2)
  readonly #within = new Int32Array(2)

  constructor(readonly sets: SetList) {}

  add(shape: number, { polygons }: RasterShape, holds: Holds): void {
    const touched = new Map<number, Int32Array>()
    for (const ring of polygons.flat()) touch(ring, touched)
    for (const [cell, grains] of touched) this.#cross(shape, cell, grains, holds)
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
      this.coarse[cell] = this.sets.with(known, shape)
      return
    }
    const start = (-1 - known) * 64
    for (let i = start; i < start + 64; i++) this.fine[i] = this.sets.with(this.fine[i]!, shape)
  }

  #cross(shape: number, cell: number, grains: Int32Array, holds: Holds): void {
    const start = this.#cut(cell)
    const west = (cell % columns) - 180
    const south = Math.floor(cell / columns) - 90
    const [touched, held, within] = [this.#touched.fill(0), this.#held, this.#within]
    for (let i = 0; i < 64; i++) if ((grains[2 * i]! | grains[2 * i + 1]!) !== 0) add(touched, i)
    findHeld(held, touched, 0, (i) => holds(west + middle(i & 7, 8), south + middle(i >> 3, 8)))
    for (let i = 0; i < 64; i++) {
      if (has(held, 0, i)) this.fine[start + i] = this.sets.with(this.fine[start + i]!, shape)
      if (!has(touched, 0, i)) continue
      const x = west + (i & 7) / 8
      const y = south + (i >> 3) / 8
      findHeld(within, grains, 2 * i, (j) => holds(x + middle(j & 7, grainsPerDegree), y + middle(j >> 3, grainsPerDegree)))
      const others = this.crossings.get(start + i)
      if (others) others.push(shape, grains[2 * i]!, grains[2 * i + 1]!, within[0]!, within[1]!)
      else this.crossings.set(start + i, [shape, grains[2 * i]!, grains[2 * i + 1]!, within[0]!, within[1]!])
    }
  }

  #cut(cell: number): number {
    const known = this.coarse[cell]!
    if (known < 0) return (-1 - known) * 64
    const start = this.fine.length
    for (let i = 0; i < 64; i++) this.fine.push(known)
    this.coarse[cell] = -1 - start / 64
    return start
  }
}

const middle = (index: number, perDegree: number): number => (index + 0.5) / perDegree

/** Of the squares that no edge touches (those at `at` are touched) finds those that the shape holds. */
function findHeld(held: Int32Array, touched: Int32Array, at: number, holds: (square: number) => boolean): void {
  held.fill(0)
  for (let i = 0; i < 64; i++) {
    if (has(touched, at, i)) continue
    const west = (i & 7) > 0 && !has(touched, at, i - 1) ? i - 1 : -1
    const known = west < 0 && i >= 8 && !has(touched, at, i - 8) ? i - 8 : west
    if (known >= 0 ? has(held, 0, known) : holds(i)) add(held, i)
  }
}

const has = (squares: Int32Array, at: number, i: number): boolean => (squares[at + (i >> 5)]! & (1 << (i & 31))) !== 0

function add(squares: Int32Array, i: number): void {
  squares[i >> 5]! |= 1 << (i & 31)
}

/** Marks the grains of each cell that the ring's edges touch, two words a fine cell. */
function touch(ring: Ring, touched: Map<number, Int32Array>): void {
  let lastCell = -1
  let grains: Int32Array = new Int32Array()
  const mark = (row: number, first: number, last: number) => {
    if (row < 0 || row >= rows * grainsPerDegree) return
    for (let column = Math.max(0, first); column <= Math.min(columns * grainsPerDegree - 1, last); column++) {
      const cell = (row >> 6) * columns + (column >> 6)
      if (cell !== lastCell) {
        grains = touched.get(cell) ?? new Int32Array(128)
        touched.set(cell, grains)
        lastCell = cell
      }
      const fine = ((row >> 3) & 7) * 8 + ((column >> 3) & 7)
      grains[2 * fine + ((row & 7) >> 2)]! |= 1 << ((row & 3) * 8 + (column & 7))
    }
  }
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as [number, number]
    const [bx, by] = ring[i] as [number, number]
    eachRowOfEdge(
      (ax + 180) * grainsPerDegree,
      (ay + 90) * grainsPerDegree,
      (bx + 180) * grainsPerDegree,
      (by + 90) * grainsPerDegree,
      mark,
    )
  }
}

/** First and last cell of each row that the shape's bounding box meets. */
function* rowSpans(polygons: RasterShape['polygons']): Generator<readonly [first: number, last: number]> {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [outer = []] of polygons) {
    for (const [x, y] of outer as readonly (readonly [number, number])[]) {
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
  }
  const [left, right] = [Math.max(0, Math.floor(west + 180)), Math.min(columns - 1, Math.floor(east + 180))]
  for (let row = Math.max(0, Math.floor(south + 90)); row <= Math.min(rows - 1, Math.floor(north + 90)); row++)
    yield [row * columns + left, row * columns + right]
}
