// A drawn shape as it is stored: rings closed, without repeated positions or altitudes, outer rings counter-clockwise (RFC
// 7946), everything within −180..180, nothing crossing itself. Or a reason why it is none. Counts are checked before
// anything walks the coordinates twice, so that a refusal is quick whatever comes in.

import { limits, type MultiPolygon } from '../config/schema'
import { close, cutAtAntimeridian, type Position, unroll } from './antimeridian'
import { areaKm2, extent, isInRing, type Ring, signedArea } from './ring'
import { findCrossing } from './ring-crossing'

export type Normal =
  | { ok: true; polygons: Position[][][] /** Polygons that were cut at ±180°, by index. */; cut: number[] }
  | {
      ok: false
      path: string
      message: string
      /** Where the outline crosses itself. */
      at?: readonly [number, number]
    }

const maxHoles = 1000

/** Check and compile both ask about the same object, which nobody changes. */
const memo = new WeakMap<MultiPolygon, Normal>()

export function normaliseMultiPolygon(shape: MultiPolygon): Normal {
  const known = memo.get(shape) ?? normalise(shape)
  memo.set(shape, known)
  return known
}

/** The shape as it is stored, null where it is empty; one that cannot be stays as it is. Its own normal form is known. */
export function storedShape(shape: MultiPolygon): MultiPolygon | null {
  const normal = normaliseMultiPolygon(shape)
  if (!normal.ok) return shape
  if (normal.polygons.length === 0) return null
  const stored = storedForms.get(shape) ?? { type: 'MultiPolygon' as const, coordinates: normal.polygons }
  storedForms.set(shape, stored)
  memo.set(stored, { ...normal, cut: [] })
  return stored
}
const storedForms = new WeakMap<MultiPolygon, MultiPolygon>()

function normalise(shape: MultiPolygon): Normal {
  const vertices = shape.coordinates.reduce((sum, rings) => sum + rings.reduce((count, ring) => count + ring.length, 0), 0)
  if (vertices > limits.zoneVertices) return fail('', `${vertices} vertices; a zone may have ${limits.zoneVertices}. Simplify the shape.`)
  const polygons: Position[][][] = []
  const cut: number[] = []
  for (const [i, rings] of shape.coordinates.entries()) {
    const result = normalisePolygon(rings)
    if (!result.ok) return { ...result, path: `[${i}]${result.path}` }
    polygons.push(...result.polygons)
    if (result.cut.length > 0) cut.push(i)
  }
  return { ok: true, polygons, cut }
}

function normalisePolygon(drawn: readonly Ring[]): Normal {
  if (drawn.length === 0) return fail('', 'A polygon needs an outer ring.')
  if (drawn.length > maxHoles + 1) return fail('', `${drawn.length - 1} holes; a polygon may have ${maxHoles}.`)
  const rings: Position[][] = []
  for (const [i, ring] of drawn.entries()) {
    const problem = checkRing(ring)
    if (problem) return fail(`[${i}]${problem.path}`, problem.message)
    const unrolled = unroll(ring)
    if (!unrolled) return fail(`[${i}]`, poleMessage)
    const clean = close(unrolled)
    if (!clean) return fail(`[${i}]`, 'The ring encloses no area or crosses itself.')
    rings.push(wind(clean, i === 0))
  }
  const outer = rings[0]!
  const [west, east] = extent(outer)
  if (east - west > 360) return fail('[0]', 'The ring is wider than the Earth.')
  const placed = rings.map((ring, i) => (i === 0 ? ring : shiftInto(ring, west, east)))
  const crossing = findCrossing(placed)
  if (crossing) {
    return fail(
      '',
      crossing.kind === 'crossing'
        ? `The outline crosses itself near ${crossing.at.join(', ')}.`
        : 'The outline is too intricate to check. Simplify the shape.',
      crossing.kind === 'crossing' ? crossing.at : undefined,
    )
  }
  const stray = placed.findIndex((hole, i) => i > 0 && !hole.some((position) => isInRing(position, outer)))
  if (stray > 0) return fail(`[${stray}]`, 'The hole lies outside its outer ring.')
  if (west >= -180 && east <= 180) return { ok: true, polygons: [placed], cut: [] }

  const parts = cutAtAntimeridian(placed)
  if (!parts || !isClean(parts, placed))
    return fail('', 'The shape could not be cut at ±180°. Move its vertices off the antimeridian, or draw it as two polygons.')
  return { ok: true, polygons: parts, cut: [0] }
}

function checkRing(ring: Ring): { path: string; message: string } | null {
  if (ring.length > limits.ringVertices)
    return { path: '', message: `${ring.length} vertices; a ring may have ${limits.ringVertices}. Simplify the shape.` }
  if (ring.length < 4) return { path: '', message: 'A ring needs at least four positions, the last repeating the first.' }
  for (const [i, [x, y]] of (ring as readonly (readonly [number, number])[]).entries()) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return { path: `[${i}]`, message: 'A position needs a finite longitude and latitude.' }
    if (x < -360 || x > 360 || y < -90 || y > 90)
      return { path: `[${i}]`, message: `${x}, ${y} is out of range: positions are [longitude, latitude] in degrees.` }
    if (y === 90 || y === -90) return { path: `[${i}]`, message: poleMessage }
  }
  const first = ring[0]!
  const last = ring.at(-1)!
  if (first[0] !== last[0] || first[1] !== last[1])
    return { path: '', message: 'The ring is not closed: its last position must repeat the first.' }
  return null
}

const poleMessage =
  'The ring goes round a pole or touches it, which a map of longitudes and latitudes cannot hold. List countries instead, or stay off the pole.'

/** Pieces that together have the area of the whole, and are themselves shapes that could be stored. */
function isClean(parts: readonly Position[][][], whole: readonly Position[][]): boolean {
  const area = (rings: readonly Position[][]) => rings.reduce((sum, ring, i) => sum + (i === 0 ? 1 : -1) * areaKm2(ring), 0)
  const total = parts.reduce((sum, rings) => sum + area(rings), 0)
  const expected = area(whole)
  return parts.length > 0 && Math.abs(total - expected) <= Math.max(1e-6, expected * 1e-9) && parts.every((rings) => !findCrossing(rings))
}

function wind(ring: Position[], counterClockwise: boolean): Position[] {
  return signedArea(ring) > 0 === counterClockwise ? ring : [...ring].reverse()
}

/** A hole drawn on the other side of ±180° belongs where its outer ring was unrolled to. */
function shiftInto(ring: Position[], west: number, east: number): Position[] {
  const [from, to] = extent(ring)
  const turns = [0, 360, -360].find((shift) => from + shift >= west && to + shift <= east) ?? 0
  return turns === 0 ? ring : ring.map(([x, y]): Position => [x + turns, y])
}

const fail = (path: string, message: string, at?: readonly [number, number]): Normal => ({
  ok: false,
  path,
  message,
  ...(at && { at }),
})
