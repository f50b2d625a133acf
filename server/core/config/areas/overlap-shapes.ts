// Where one zone overlaps others, as something to draw: countries that both list, what two drawn shapes share, and what a shape takes
// of a country that the other lists. Countries are as the basemap outlines them: to be looked at, while areas and nodes are survey.ts's.

import { type Polygons, shared } from '../../geo/draw/clip'
import type { BBox } from '../../geo/place'
import type { CompiledConfig, CompiledZone } from '../compiled'
import { declaredMembers } from '../members'
import type { Outlined } from './land-cells'

export type OverlapShape = { with: string; polygons: Polygons }
type Piece = { polygons: Polygons; boxes: readonly BBox[] }

/** Yields after each pair of outlines, so that whoever walks it can do something else in between. */
export function* overlapShapes(config: CompiledConfig, code: string, outlines: readonly Outlined[]): Generator<void, OverlapShape[]> {
  const zone = config.zones.get(code)
  if (!zone) return []
  const land = new Map(outlines.flatMap(({ country, polygons }) => (country === null ? [] : [[country, pieceOf(polygons as Polygons)]])))
  const own = { shape: shapeOf(zone), countries: declaredMembers(zone).countries }
  const found: OverlapShape[] = []
  for (const other of config.zones.values()) {
    if (other === zone || zone.ancestors.includes(other.code) || zone.descendants.has(other.code)) continue
    const theirs = { shape: shapeOf(other), countries: declaredMembers(other).countries }
    const both = theirs.countries.filter((country) => own.countries.includes(country))
    const outlineOf = (country: string) => (both.includes(country) ? null : (land.get(country) ?? null))
    const pairs: [Piece | null, Piece | null][] = [
      [own.shape, theirs.shape],
      ...theirs.countries.map((country): [Piece | null, Piece | null] => [own.shape, outlineOf(country)]),
      ...own.countries.map((country): [Piece | null, Piece | null] => [theirs.shape, outlineOf(country)]),
    ]
    for (const country of both) found.push({ with: other.code, polygons: land.get(country)?.polygons ?? [] })
    for (const [a, b] of pairs) {
      if (!a || !b) continue
      const near = nearOnly(a, b)
      const polygons = shared(near, nearOnly(b, a))
      if (polygons.length > 0) found.push({ with: other.code, polygons })
      if (near.length > 0) yield
    }
  }
  return found.filter(({ polygons }) => polygons.length > 0)
}

const shapeOf = ({ shape }: CompiledZone): Piece | null => shape && pieceOf(shape.polygons as Polygons)

function pieceOf(polygons: Polygons): Piece {
  return { polygons, boxes: polygons.map((rings) => boxOf(rings[0] ?? [])) }
}

function boxOf(ring: Polygons[number][number]): BBox {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [lng, lat] of ring) {
    west = Math.min(west, lng)
    south = Math.min(south, lat)
    east = Math.max(east, lng)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}

/** The polygons of one that may meet some of the other. */
function nearOnly(a: Piece, b: Piece): Polygons {
  return a.polygons.filter((_, i) => b.boxes.some((box) => meets(a.boxes[i]!, box)))
}

const meets = (a: BBox, b: BBox): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
