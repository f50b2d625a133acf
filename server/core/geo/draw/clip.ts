// Polygons against polygons: what two share, and a shape cut in two along a line or an outline. Martinez–Rueda by polyclip-ts, which
// is a pure function of its arguments; planar, as the map and GeoJSON's straight edges are, and within −180..180.

import { difference, intersection, setPrecision } from 'polyclip-ts'
import type { Position } from '../antimeridian'
import type { LngLat } from '../place'
import { compileShape } from '../polygon'
import { isInRing } from '../ring'

export type Polygons = Position[][][]

export function shared(a: Polygons, b: Polygons): Polygons {
  return a.length === 0 || b.length === 0 ? [] : onGrid(intersection, a, b)
}

/** Inside the blade, and the rest. */
export function cutByOutline(shape: Polygons, blade: readonly Position[]): [inside: Polygons, rest: Polygons] {
  const knife: Polygons = [[[...blade]]]
  return [shared(shape, knife), shape.length === 0 ? [] : onGrid(difference, shape, knife)]
}

// Crossings are reckoned to twenty decimals. Compared to the last of them, two that are one point differ, and rings do not close
// (the library throws). On whole numbers a billionth of a step tells them apart all the same.
setPrecision(1e-9)

/** Steps a degree: a tenth of a millimetre, at which editors draw, to ten metres. */
const grids = [1e9, 1e8, 1e7, 1e6, 1e5, 1e4]

/** On a coarser grid where a ring did not close on a finer one: edges that run beside each other for long and all but meet do that. */
function onGrid(clip: typeof intersection, a: Polygons, b: Polygons, [grid = 1, ...coarser] = grids): Polygons {
  const toSteps = (degrees: number) => Math.round(degrees * grid)
  try {
    return map(clip(map(a, toSteps), map(b, toSteps)), (steps) => steps / grid)
  } catch (error) {
    if (coarser.length === 0) throw error
    return onGrid(clip, a, b, coarser)
  }
}

const map = (shape: Polygons, change: (at: number) => number): Polygons =>
  shape.map((rings) => rings.map((ring) => ring.map(([x, y]): Position => [change(x), change(y)])))

/**
 * To the left of the line as it is walked, and to its right. The line's ends are drawn out beyond the shape, so that it need not
 * reach across; null when it misses the shape or crosses itself.
 */
export function cutByLine(shape: Polygons, line: readonly Position[]): [left: Polygons, right: Polygons] | null {
  const blade = leftOf(line)
  if (!blade) return null
  const [left, right] = cutByOutline(shape, blade)
  return left.length === 0 || right.length === 0 ? null : [left, right]
}

/** Whether a point is to the left of the same line: which side a whole country goes to. */
export function isLeftOf(point: LngLat, line: readonly Position[]): boolean | null {
  const blade = leftOf(line)
  return blade && isInRing(point, blade)
}

export const areaOf = (shape: Polygons): number => compileShape(shape).areaKm2

const far = 1000

/** Everything to the left of the line within a box around the world: the line, then back round the box. */
function leftOf(line: readonly Position[]): Position[] | null {
  const [first, second] = line
  const [beforeLast, last] = line.slice(-2)
  if (!first || !second || !beforeLast || !last || (line.length === 2 && first[0] === last[0] && first[1] === last[1])) return null
  const start = onBox(first, second)
  const end = onBox(last, beforeLast)
  if (!start || !end) return null
  // Counter-clockwise round the box from where the line leaves to where it came in, left of the line lies inside.
  const ring: Position[] = [start, ...line.map(([x, y]): Position => [x, y]), end]
  for (let at = corner(end); ; at++) {
    const done = at % 4 === corner(start) && (at >= 4 || along(start) >= along(end))
    if (done) break
    ring.push([...corners[at % 4]!])
  }
  ring.push(start)
  return ring
}

const corners: readonly Position[] = [
  [far, far],
  [-far, far],
  [-far, -far],
  [far, -far],
]

/** Where the ray from `inner` through `outer` meets the box. */
function onBox(outer: Position, inner: Position): Position | null {
  const [dx, dy] = [outer[0] - inner[0], outer[1] - inner[1]]
  if (dx === 0 && dy === 0) return null
  const tx = dx === 0 ? Number.POSITIVE_INFINITY : ((dx > 0 ? far : -far) - outer[0]) / dx
  const ty = dy === 0 ? Number.POSITIVE_INFINITY : ((dy > 0 ? far : -far) - outer[1]) / dy
  return tx <= ty ? [dx > 0 ? far : -far, outer[1] + tx * dy] : [outer[0] + ty * dx, dy > 0 ? far : -far]
}

/** Counter-clockwise distance round the box from its south-east corner. */
function along([x, y]: Position): number {
  if (x === far) return y + far
  if (y === far) return 2 * far + (far - x)
  if (x === -far) return 4 * far + (far - y)
  return 6 * far + (x + far)
}

/** The corner that comes next, counter-clockwise: 0 is the north-east one. */
const corner = (at: Position): number => Math.min(3, Math.floor(along(at) / (2 * far)))
