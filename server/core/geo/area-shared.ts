// How much two shapes share, in km²: the same sum over bands of latitude as area-difference.ts, over the latitudes that both have. Exact
// for rectangles; some 30 µs for two outlines of a hundred vertices, where cutting them against each other takes milliseconds.

import { crossingsByBand, degreeKm2, type Edge } from './area-difference'

const bands = 512

export function sharedKm2(a: readonly Edge[], b: readonly Edge[]): number {
  const [south, north] = [Math.max(lowest(a), lowest(b)), Math.min(highest(a), highest(b))]
  if (!(north > south)) return 0
  const height = (north - south) / bands
  const [mine, theirs] = [crossingsByBand(a, south, height, bands), crossingsByBand(b, south, height, bands)]
  let km2 = 0
  for (let band = 0; band < bands; band++) km2 += common(mine[band]!, theirs[band]!) * degreeKm2(south + band * height, height)
  return km2
}

/** The length that intervals of both cover; each list is sorted, in pairs. */
function common(a: readonly number[], b: readonly number[]): number {
  let length = 0
  let from = 0
  for (let i = 0; i + 1 < a.length; i += 2) {
    while (from + 1 < b.length && b[from + 1]! <= a[i]!) from += 2
    for (let j = from; j + 1 < b.length && b[j]! < a[i + 1]!; j += 2) length += Math.min(a[i + 1]!, b[j + 1]!) - Math.max(a[i]!, b[j]!)
  }
  return length
}

const lowest = (edges: readonly Edge[]) => edges.reduce((least, [, y]) => Math.min(least, y), 90)
const highest = (edges: readonly Edge[]) => edges.reduce((most, [, , , y]) => Math.max(most, y), -90)
