// A sweep as cells on a map, and as rows by country: the same data twice. Pure.

import type { Feature, FeatureCollection, Polygon } from 'geojson'
import type { Rung } from '@/server/core/routing/types'
import { type GridOrigin, inNoZone, refusedThere, type Sweep, sweepRungs } from '@/server/core/what-if/sweep'

export const refused = 'refused'
export const unzoned = 'no zone'

/** A zone's code, or one of the two words above. */
export function servedIn({ zones, served }: Sweep, i: number): string {
  const at = served[i]!
  return at === refusedThere ? refused : at === inNoZone ? unzoned : (zones[at] ?? unzoned)
}

const strengths: Record<Rung, number> = { preferred: 0.85, ancestor: 0.7, adjacent: 0.5, global: 0.35, agnostic: 0.5 }
const none = 255

export function cellFeatures(
  grid: readonly GridOrigin[],
  sweep: Sweep,
  other: Sweep | null,
  slotOf: (zone: string) => number,
): FeatureCollection<Polygon> {
  const edges = edgesOf(grid)
  const features = grid.map(([, lat], i): Feature<Polygon> => {
    const place = servedIn(sweep, i)
    const rung = sweep.rungs[i]!
    return {
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [box(edges[2 * i]!, lat - 0.5, edges[2 * i + 1]!, lat + 0.5)] },
      properties: {
        i,
        refused: place === refused,
        slot: place === unzoned || place === refused ? -1 : slotOf(place),
        strength: rung === none ? 0 : strengths[sweepRungs[rung] ?? 'global'],
        differs: other !== null && servedIn(other, i) !== place,
      },
    }
  })
  return { type: 'FeatureCollection', features }
}

/** Each origin's part of its row: up to half-way to its neighbours, so that cells neither overlap nor leave stripes. */
function edgesOf(grid: readonly GridOrigin[]): Float32Array {
  const rows = new Map<number, number[]>()
  for (const [i, [, lat]] of grid.entries()) {
    const row = rows.get(lat) ?? []
    rows.set(lat, row)
    row.push(i)
  }
  const edges = new Float32Array(grid.length * 2)
  for (const [lat, row] of rows) {
    // Neighbours are about 111 km apart.
    const apart = 1 / Math.max(0.08, Math.cos((lat * Math.PI) / 180))
    const lngs = row.sort((a, b) => grid[a]![0] - grid[b]![0])
    for (const [n, i] of lngs.entries()) {
      const lng = grid[i]![0]
      const [before, after] = [lngs[n - 1], lngs[n + 1]].map((other) => (other === undefined ? Number.NaN : grid[other]![0]))
      edges[2 * i] = lng - before! < 1.7 * apart ? (lng + before!) / 2 : Math.max(-180, lng - apart / 2)
      edges[2 * i + 1] = after! - lng < 1.7 * apart ? (lng + after!) / 2 : Math.min(180, lng + apart / 2)
    }
  }
  return edges
}

const box = (west: number, south: number, east: number, north: number): [number, number][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]

export type Share = { place: string; origins: number }
export type CountryRow = { country: string; origins: number; before: Share[]; after: Share[] | null; moved: number }
export type MoveRow = { from: string; to: string; origins: number; countries: string[] }

/** Most moved first, then by size. */
export function byCountry(grid: readonly GridOrigin[], before: Sweep, after: Sweep | null): CountryRow[] {
  const rows = new Map<string, { origins: number; moved: number; before: Map<string, number>; after: Map<string, number> }>()
  for (const [i, [, , country]] of grid.entries()) {
    const row = rows.get(country) ?? { origins: 0, moved: 0, before: new Map(), after: new Map() }
    rows.set(country, row)
    row.origins++
    const was = servedIn(before, i)
    count(row.before, was)
    if (after === null) continue
    const is = servedIn(after, i)
    count(row.after, is)
    if (was !== is) row.moved++
  }
  return [...rows]
    .map(([country, row]) => ({ ...row, country, before: shares(row.before), after: after && shares(row.after) }))
    .sort((a, b) => b.moved - a.moved || b.origins - a.origins || (a.country < b.country ? -1 : 1))
}

export function moves(grid: readonly GridOrigin[], before: Sweep, after: Sweep): MoveRow[] {
  const rows = new Map<string, MoveRow & { seen: Set<string> }>()
  for (const [i, [, , country]] of grid.entries()) {
    const [from, to] = [servedIn(before, i), servedIn(after, i)]
    if (from === to) continue
    const row = rows.get(`${from} ${to}`) ?? { from, to, origins: 0, countries: [], seen: new Set() }
    rows.set(`${from} ${to}`, row)
    row.origins++
    row.seen.add(country)
  }
  return [...rows.values()]
    .map(({ seen, ...row }) => ({ ...row, countries: [...seen].sort() }))
    .sort((a, b) => b.origins - a.origins || (a.from < b.from ? -1 : 1))
}

/** Where all of them are served, most first. */
export function totals(sweep: Sweep): Share[] {
  const found = new Map<string, number>()
  for (let i = 0; i < sweep.served.length; i++) count(found, servedIn(sweep, i))
  return shares(found)
}

const count = (into: Map<string, number>, place: string) => void into.set(place, (into.get(place) ?? 0) + 1)
const shares = (found: Map<string, number>): Share[] =>
  [...found].map(([place, origins]) => ({ place, origins })).sort((a, b) => b.origins - a.origins || (a.place < b.place ? -1 : 1))
