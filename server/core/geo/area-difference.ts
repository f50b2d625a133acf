// How much of one shape is not in another, in km². A sum over thin bands of latitude: in each, the even-odd intervals of
// both shapes along its middle are compared, and lengths weigh by the band's area on the sphere. Total, whatever the rings
// do to each other, where exact polygon clipping has cases that it fails on; within 0.2 % for a shape that bands see at all.

import type { MultiPolygon } from '../config/schema'
import { earthRadiusKm } from './distance'

type Polygons = MultiPolygon['coordinates']
export type AreaDifference = { gainedKm2: number; lostKm2: number }

const bands = 2048
const radians = Math.PI / 180

/** `gained` is of `after` only, `lost` of `before` only. Shapes are cut at ±180°; null is nothing. */
export function areaDifference(before: Polygons | null, after: Polygons | null): AreaDifference {
  const edges = [edgesOf(before ?? []), edgesOf(after ?? [])] as const
  const [south, north] = extentOf(edges)
  if (!(north > south)) return { gainedKm2: 0, lostKm2: 0 }
  const height = (north - south) / bands
  const crossings = edges.map((list) => crossingsByBand(list, south, height, bands)) as [number[][], number[][]]
  let gained = 0
  let lost = 0
  for (let band = 0; band < bands; band++) {
    const low = south + band * height
    const perDegree = degreeKm2(low, height)
    const [was, is] = [crossings[0][band]!, crossings[1][band]!]
    gained += outside(is, was) * perDegree
    lost += outside(was, is) * perDegree
  }
  return { gainedKm2: gained, lostKm2: lost }
}

/** The exact area of a degree of longitude within a band of latitude. */
export function degreeKm2(south: number, height: number): number {
  return earthRadiusKm * earthRadiusKm * radians * (Math.sin((south + height) * radians) - Math.sin(south * radians))
}

export type Edge = readonly [x1: number, y1: number, x2: number, y2: number]

/** Lower end first; level edges bound nothing. */
export function edgesOf(polygons: Polygons): Edge[] {
  const edges: Edge[] = []
  for (const rings of polygons) {
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [ring[i - 1]!, ring[i]!]
        if (a[1] !== b[1]) edges.push(a[1] < b[1] ? [a[0], a[1], b[0], b[1]] : [b[0], b[1], a[0], a[1]])
      }
    }
  }
  return edges
}

function extentOf(lists: readonly (readonly Edge[])[]): [south: number, north: number] {
  let [south, north] = [90, -90]
  for (const edges of lists) {
    for (const [, low, , high] of edges) {
      if (low < south) south = low
      if (high > north) north = high
    }
  }
  return [south, north]
}

/** Sorted longitudes at which each band's middle enters and leaves the shape, in pairs. */
export function crossingsByBand(edges: readonly Edge[], south: number, height: number, bands: number): number[][] {
  const found: number[][] = Array.from({ length: bands }, () => [])
  for (const [x1, y1, x2, y2] of edges) {
    const first = Math.max(0, Math.ceil((y1 - south) / height - 0.5))
    for (let band = first; band < bands; band++) {
      const y = south + (band + 0.5) * height
      if (y < y1) continue
      if (y >= y2) break
      found[band]!.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
    }
  }
  for (const list of found) list.sort((a, b) => a - b)
  return found
}

/** The length of `list`'s intervals that lies in none of `other`'s. */
function outside(list: readonly number[], other: readonly number[]): number {
  let length = 0
  let from = 0
  for (let i = 0; i + 1 < list.length; i += 2) {
    const [start, end] = [list[i]!, list[i + 1]!]
    length += end - start
    while (from + 1 < other.length && other[from + 1]! <= start) from += 2
    for (let j = from; j + 1 < other.length && other[j]! < end; j += 2)
      length -= Math.max(0, Math.min(end, other[j + 1]!) - Math.max(start, other[j]!))
  }
  return length
}
