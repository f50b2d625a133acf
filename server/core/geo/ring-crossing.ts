// Do a polygon's edges cross or touch where they should not? A sweep from west to east (or south to north, whichever has
// less overlap) compares only edges that overlap in the swept direction. The number of comparisons is bounded: a
// shape made to exhaust it is refused instead of checked.

import type { Ring } from './ring'

export type Crossing = { kind: 'crossing'; at: readonly [number, number] } | { kind: 'too_intricate' }

/** Comparisons, some 15 ns each. Of the atlas' coastlines none of 10,000 vertices needs more than 130,000. */
const comparisonBudget = 2_000_000

type Edges = {
  /** x0 y0 x1 y1 an edge. */
  coords: Float64Array
  ring: Int32Array
  /** Index within the ring and the ring's number of edges, to know neighbours. */
  index: Int32Array
  size: Int32Array
}

/** Rings of one polygon. They may touch at a point, and a ring may touch itself at a vertex, as simplified coastlines do. */
export function findCrossing(rings: readonly Ring[], budget = comparisonBudget): Crossing | null {
  const edges = readEdges(rings)
  const count = edges.ring.length
  const axis = totalExtent(edges, 0) <= totalExtent(edges, 1) ? 0 : 1
  const low = new Float64Array(count)
  const high = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const a = edges.coords[i * 4 + axis]!
    const b = edges.coords[i * 4 + 2 + axis]!
    low[i] = Math.min(a, b)
    high[i] = Math.max(a, b)
  }
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => low[a]! - low[b]! || a - b)
  const active = new Uint32Array(count)
  let size = 0
  let left = budget
  for (const edge of order) {
    let kept = 0
    for (let i = 0; i < size; i++) {
      const other = active[i]!
      if (high[other]! < low[edge]!) continue
      active[kept++] = other
      if (meet(edges, edge, other)) return { kind: 'crossing', at: crossingPoint(edges.coords, edge, other) }
    }
    left -= size + 1
    if (left < 0) return { kind: 'too_intricate' }
    active[kept++] = edge
    size = kept
  }
  return null
}

function readEdges(rings: readonly Ring[]): Edges {
  const count = rings.reduce((sum, ring) => sum + ring.length - 1, 0)
  const edges: Edges = {
    coords: new Float64Array(count * 4),
    ring: new Int32Array(count),
    index: new Int32Array(count),
    size: new Int32Array(count),
  }
  let n = 0
  for (const [r, ring] of rings.entries()) {
    for (let i = 1; i < ring.length; i++, n++) {
      edges.coords.set([ring[i - 1]![0]!, ring[i - 1]![1]!, ring[i]![0]!, ring[i]![1]!], n * 4)
      edges.ring[n] = r
      edges.index[n] = i - 1
      edges.size[n] = ring.length - 1
    }
  }
  return edges
}

function totalExtent({ coords, ring }: Edges, axis: 0 | 1): number {
  let sum = 0
  for (let i = 0; i < ring.length; i++) sum += Math.abs(coords[i * 4 + axis]! - coords[i * 4 + 2 + axis]!)
  return sum
}

function meet(edges: Edges, e: number, f: number): boolean {
  // No destructuring here: this is the inner loop, and arrays cost ten times the arithmetic.
  const c = edges.coords
  const ay = c[e * 4 + 1]!
  const by = c[e * 4 + 3]!
  const cy = c[f * 4 + 1]!
  const dy = c[f * 4 + 3]!
  if ((ay < cy && ay < dy && by < cy && by < dy) || (ay > cy && ay > dy && by > cy && by > dy)) return false
  const ax = c[e * 4]!
  const bx = c[e * 4 + 2]!
  const cx = c[f * 4]!
  const dx = c[f * 4 + 2]!
  if ((ax < cx && ax < dx && bx < cx && bx < dx) || (ax > cx && ax > dx && bx > cx && bx > dx)) return false
  const d1 = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
  const d2 = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
  if ((d1 > 0 && d2 > 0) || (d1 < 0 && d2 < 0)) return false
  const d3 = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
  const d4 = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
  if ((d3 > 0 && d4 > 0) || (d3 < 0 && d4 < 0)) return false
  if (d1 === 0 && d2 === 0) return overlap(ax, ay, bx, by, cx, cy, dx, dy)
  if (d1 !== 0 && d2 !== 0 && d3 !== 0 && d4 !== 0) return true
  if (edges.ring[e] !== edges.ring[f]) return false
  const gap = Math.abs(edges.index[e]! - edges.index[f]!)
  if (gap === 1 || gap === edges.size[e]! - 1) return false
  const shared = (ax === cx && ay === cy) || (ax === dx && ay === dy) ? 0 : (bx === cx && by === cy) || (bx === dx && by === dy) ? 2 : null
  return shared === null || crossAtVertex(edges, e, f, c[e * 4 + shared]!, c[e * 4 + shared + 1]!)
}

/** Where the lines of two edges meet, to four decimals; of edges on one line, where the first begins. */
function crossingPoint(c: Float64Array, e: number, f: number): readonly [number, number] {
  const [ax, ay, cx, cy] = [c[e * 4]!, c[e * 4 + 1]!, c[f * 4]!, c[f * 4 + 1]!]
  const [dx, dy, ex, ey] = [c[e * 4 + 2]! - ax, c[e * 4 + 3]! - ay, c[f * 4 + 2]! - cx, c[f * 4 + 3]! - cy]
  const turn = dx * ey - dy * ex
  const along = turn === 0 ? 0 : ((cx - ax) * ey - (cy - ay) * ex) / turn
  const round = (degrees: number) => Math.round(degrees * 1e4) / 1e4
  return [round(ax + along * dx), round(ay + along * dy)]
}

/** Two passes of one ring through one vertex cross when the second enters on one side of the first and leaves on the other. */
function crossAtVertex(edges: Edges, e: number, f: number, x: number, y: number): boolean {
  const [a, b] = neighbours(edges, e, x, y)
  const [p, q] = neighbours(edges, f, x, y)
  const between = (at: Vector) => {
    const turn = cross(a, b)
    if (turn > 0) return cross(a, at) > 0 && cross(at, b) > 0
    if (turn < 0) return !(cross(b, at) >= 0 && cross(at, a) >= 0)
    return cross(a, at) > 0
  }
  return between(p) !== between(q)
}

type Vector = readonly [x: number, y: number]
const cross = (a: Vector, b: Vector): number => a[0] * b[1] - a[1] * b[0]

/** Where the ring comes from and goes to at a vertex of the edge, relative to it. */
function neighbours({ coords, index, size }: Edges, e: number, x: number, y: number): [Vector, Vector] {
  const first = e - index[e]!
  const starts = coords[e * 4] === x && coords[e * 4 + 1] === y
  const before = starts ? first + ((index[e]! + size[e]! - 1) % size[e]!) : e
  const after = starts ? e : first + ((index[e]! + 1) % size[e]!)
  return [
    [coords[before * 4]! - x, coords[before * 4 + 1]! - y],
    [coords[after * 4 + 2]! - x, coords[after * 4 + 3]! - y],
  ]
}

/** Two edges on one line that share more than a point. */
function overlap(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, dx: number, dy: number): boolean {
  const alongX = Math.abs(bx - ax) >= Math.abs(by - ay)
  const [a, b, p, q] = alongX ? [ax, bx, cx, dx] : [ay, by, cy, dy]
  return Math.min(Math.max(a, b), Math.max(p, q)) > Math.max(Math.min(a, b), Math.min(p, q))
}
