// What a map draws of many marks: those of one cell are one spot, in their middle, so that 100,000 nodes are some thousand spots from
// afar. To send, hand over and cluster each by itself costs seconds and megabytes (2026-11).

import type { BBox, LngLat } from './place'

/** Without a position the country says roughly where. */
type Mark = { id: string; at: LngLat | null; country: string | null; condition: string }
/** With more than one node only `id` (of the spot), `at`, `country`, `nodes` and `live` mean something. */
export type Spot<M> = M & { nodes: number; live: number }

type Gathered<N> = { first: N; lng: number; lat: number; nodes: number; live: number }

/** `cellsADegree` null: each by itself. A mark without position and country is nowhere. */
export function spotsOf<M extends Mark>(marks: Iterable<M>, cellsADegree: number | null): Spot<M>[] {
  const spots = new Spots<M>(cellsADegree)
  for (const mark of marks) spots.add(mark, mark.at, mark.country, mark.condition === 'live')
  return spots.drawn((mark) => mark)
}

/** The same of what has to be made a mark of first: one is made a spot, not one a node. */
export class Spots<N extends { id: string }> {
  private readonly gathered = new Map<string | number, Gathered<N>>()

  constructor(private readonly cellsADegree: number | null) {}

  add(node: N, at: LngLat | null, country: string | null, isLive: boolean): void {
    if (at === null && country === null) return
    const key = this.cellsADegree === null ? node.id : at === null ? country! : cellOf(at, this.cellsADegree)
    let spot = this.gathered.get(key)
    if (spot === undefined) {
      spot = { first: node, lng: 0, lat: 0, nodes: 0, live: 0 }
      this.gathered.set(key, spot)
    }
    if (at !== null) {
      spot.lng += at[0]
      spot.lat += at[1]
    }
    spot.nodes++
    if (isLive) spot.live++
  }

  drawn<M extends Mark>(markOf: (node: N) => M): Spot<M>[] {
    return Array.from(this.gathered, ([key, { first, lng, lat, nodes, live }]) => {
      const mark = markOf(first)
      if (nodes === 1) return { ...mark, nodes, live }
      return { ...mark, id: `${key}`, at: mark.at && [mean(lng, nodes), mean(lat, nodes)], nodes, live }
    })
  }
}

const cellOf = ([lng, lat]: LngLat, cellsADegree: number) => Math.floor(lng * cellsADegree) * 10_000 + Math.floor(lat * cellsADegree)
/** To ten metres: no map here shows more. */
const mean = (sum: number, nodes: number) => Math.round((sum / nodes) * 1e4) / 1e4

/** A map that was moved round the world counts its degrees on. */
export function isWithin([lng, lat]: LngLat, [west, south, east, north]: BBox): boolean {
  return lat >= south && lat <= north && lng + 360 * Math.ceil((west - lng) / 360) <= east
}
