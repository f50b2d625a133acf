// Shapes across ±180°. A ring is first unrolled, each edge taken the short way, so that 170 → −170 is 20° wide and never
// 340; one that does not close again goes round a pole. Then it is cut along meridians into parts within −180..180.
// Cutting follows the ring into the line and out again and joins the cut points in pairs from south to north, which
// is exact for polygons with holes, as clipping edge by edge is not.

import { extent, isInRing, type Ring, signedArea } from './ring'

export type Position = [lng: number, lat: number]

/** Longitudes made continuous; null when the ring goes round a pole. */
export function unroll(ring: Ring): Position[] | null {
  const [x0, y0] = ring[0] as [number, number]
  const out: Position[] = [[x0, y0]]
  let x = x0
  for (let i = 1; i < ring.length; i++) {
    let step = ring[i]![0]! - ring[i - 1]![0]!
    if (step > 180) step -= 360
    else if (step < -180) step += 360
    // Without a wrap the drawn number is kept, so that no rounding creeps in.
    x = x === ring[i - 1]![0]! && Math.abs(ring[i]![0]! - ring[i - 1]![0]!) <= 180 ? ring[i]![0]! : x + step
    out.push([x, ring[i]![1]!])
  }
  if (Math.abs(x - x0) > 1e-6) return null
  out[out.length - 1] = [x0, y0]
  return out
}

/** Parts of the polygon (outer ring counter-clockwise, holes clockwise, unrolled) within −180..180; null if it cannot be cut cleanly. */
export function cutAtAntimeridian(rings: readonly Ring[]): Position[][][] | null {
  let rest: Position[][][] = [rings as Position[][]]
  const parts: Position[][][] = []
  const outer = rings[0]!
  const [west, east] = extent(outer)
  let turn = Math.floor((west + 180) / 360)
  for (; ; turn++) {
    const line = 180 + turn * 360
    const last = east <= line
    const kept: Position[][][] = []
    const next: Position[][][] = []
    for (const polygon of rest) {
      const left = last ? [polygon] : clip(polygon, line, true)
      const right = last ? [] : clip(polygon, line, false)
      if (!left || !right) return null
      kept.push(...left)
      next.push(...right)
    }
    parts.push(...kept.map((polygon) => polygon.map((ring) => ring.map(([x, y]): Position => [x - turn * 360, y]))))
    if (last) return parts
    rest = next
  }
}

type Chain = { points: Position[]; used: boolean }
type End = { y: number; chain: Chain; start: boolean }

/** The part with x ≤ line (`left`) or x > line. A vertex on the line counts as left, so the two parts are exact complements. */
function clip(rings: readonly Ring[], line: number, left: boolean): Position[][][] | null {
  const inside = (x: number) => (left ? x <= line : x > line)
  const whole: Position[][] = []
  const ends: End[] = []
  for (const ring of rings) {
    const n = ring.length - 1
    const first = ring.findIndex((position, i) => i < n && inside(position[0]!) && !inside(ring[(i + n - 1) % n]![0]!))
    if (first < 0) {
      if (inside(ring[0]![0]!)) whole.push(ring as Position[])
      continue
    }
    for (let i = 0; i < n; ) {
      const at = (first + i) % n
      if (!inside(ring[at]![0]!)) {
        i++
        continue
      }
      const points: Position[] = [[line, crossing(ring[(at + n - 1) % n]!, ring[at]!, line)]]
      let j = at
      for (; i < n && inside(ring[j]![0]!); i++, j = (first + i) % n) points.push([ring[j]![0]!, ring[j]![1]!])
      points.push([line, crossing(ring[(j + n - 1) % n]!, ring[j]!, line)])
      const chain: Chain = { points, used: false }
      ends.push({ y: points[0]![1], chain, start: true }, { y: points.at(-1)![1], chain, start: false })
    }
  }
  const joined = join(ends, left)
  return joined && assignHoles([...whole, ...joined])
}

/** Latitude where the edge meets the line, computed from the west so that both sides get the same. */
function crossing(a: Ring[number], b: Ring[number], line: number): number {
  const [west, east] = a[0]! < b[0]! ? [a, b] : [b, a]
  if (west![0] === line) return west![1]!
  if (east![0] === line) return east![1]!
  return west![1]! + ((line - west![0]!) * (east![1]! - west![1]!)) / (east![0]! - west![0]!)
}

/** From south to north the line is inside between the 1st and 2nd end, the 3rd and 4th, …; westwards a pair is (leave, enter). */
function join(ends: End[], left: boolean): Position[][] | null {
  const sorted = [...ends].sort((a, b) => a.y - b.y)
  for (let i = 0; i < sorted.length; i++) {
    const wanted = (i % 2 === 0) !== left
    const at = sorted.findIndex((end, j) => j >= i && end.start === wanted)
    if (at < 0 || sorted[at]!.y !== sorted[i]!.y) return null
    if (at !== i) [sorted[i], sorted[at]] = [sorted[at]!, sorted[i]!]
  }
  const next = new Map<Chain, Chain>()
  for (let i = 0; i < sorted.length; i += 2) {
    const [a, b] = [sorted[i]!, sorted[i + 1]!]
    if (a.start) next.set(b.chain, a.chain)
    else next.set(a.chain, b.chain)
  }
  const rings: Position[][] = []
  for (const { chain } of sorted) {
    if (chain.used) continue
    const ring: Position[] = []
    for (let at: Chain | undefined = chain; at && !at.used; at = next.get(at)) {
      at.used = true
      ring.push(...at.points)
    }
    const closed = close(ring)
    if (closed) rings.push(closed)
  }
  return rings
}

/** Without repeated positions, closed; null for what has no area. */
export function close(ring: readonly Position[]): Position[] | null {
  const out: Position[] = []
  for (const [x, y] of ring) {
    const last = out.at(-1)
    if (!last || last[0] !== x || last[1] !== y) out.push([x, y])
  }
  const first = out[0]
  const last = out.at(-1)
  if (!first || !last) return null
  if (first[0] !== last[0] || first[1] !== last[1]) out.push([first[0], first[1]])
  return out.length >= 4 && signedArea(out) !== 0 ? out : null
}

function assignHoles(rings: readonly Position[][]): Position[][][] | null {
  const polygons = rings.filter((ring) => signedArea(ring) > 0).map((ring) => [ring])
  for (const hole of rings) {
    if (signedArea(hole) > 0) continue
    const owner = polygons.length === 1 ? polygons[0] : polygons.find(([outer]) => hole.some((position) => isInRing(position, outer!)))
    if (!owner) return null
    owner.push(hole)
  }
  return polygons
}
