// Cells of the 0.5° grid that belong together: joined while the gap between two is at most a few cells, across ±180° too. A flood
// over occupied cells only, so that its cost is theirs and not the grid's.

import { cellColumns, cellDegrees } from './cell'
import type { LngLat } from './place'

/** Columns counted east from 0°, rows north from 0°, as the log holds them. */
export type WeightedCell = { x: number; y: number; weight: number }
export type CellCluster<T extends WeightedCell> = {
  cells: readonly T[]
  weight: number
  /** Mean direction of the cells by weight. */
  centre: LngLat
  /** West is beyond east where it crosses ±180°. */
  bounds: { west: number; south: number; east: number; north: number }
}

/** Heaviest first. `reach` is in cells: 1 joins cells that touch, also at a corner. */
export function clusterCells<T extends WeightedCell>(cells: readonly T[], reach = 4): CellCluster<T>[] {
  const byPlace = new Map<number, T[]>()
  for (const cell of cells) byPlace.set(keyOf(cell.x, cell.y), [...(byPlace.get(keyOf(cell.x, cell.y)) ?? []), cell])
  const clusters: CellCluster<T>[] = []
  for (const start of [...byPlace.keys()].sort((a, b) => a - b)) {
    const first = byPlace.get(start)
    if (!first) continue
    byPlace.delete(start)
    const members = [...first]
    for (const { x, y } of members) {
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          const key = keyOf(x + dx, y + dy)
          const found = byPlace.get(key)
          if (!found) continue
          byPlace.delete(key)
          members.push(...found)
        }
      }
    }
    clusters.push(describe(members))
  }
  return clusters.sort((a, b) => b.weight - a.weight || a.bounds.west - b.bounds.west || a.bounds.south - b.bounds.south)
}

const keyOf = (x: number, y: number) => (y + 1000) * cellColumns + wrap(x)
const wrap = (x: number) => ((x % cellColumns) + cellColumns) % cellColumns

function describe<T extends WeightedCell>(cells: readonly T[]): CellCluster<T> {
  const rows = cells.map(({ y }) => y)
  const [first, last] = span(cells.map(({ x }) => wrap(x)))
  let [x, y, z, weight] = [0, 0, 0, 0]
  for (const cell of cells) {
    const [lng, lat] = [((cell.x + 0.5) * cellDegrees * Math.PI) / 180, ((cell.y + 0.5) * cellDegrees * Math.PI) / 180]
    x += cell.weight * Math.cos(lat) * Math.cos(lng)
    y += cell.weight * Math.cos(lat) * Math.sin(lng)
    z += cell.weight * Math.sin(lat)
    weight += cell.weight
  }
  return {
    cells,
    weight,
    centre: [(Math.atan2(y, x) * 180) / Math.PI, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI],
    bounds: {
      west: degrees(first),
      south: Math.min(...rows) * cellDegrees,
      east: degrees(last + 1, true),
      north: (Math.max(...rows) + 1) * cellDegrees,
    },
  }
}

/** First and last column of the shortest stretch that holds all: the one that leaves out the widest gap. */
function span(columns: readonly number[]): [first: number, last: number] {
  const sorted = [...new Set(columns)].sort((a, b) => a - b)
  let [gap, at] = [-1, 0]
  for (const [i, column] of sorted.entries()) {
    const next = i + 1 < sorted.length ? sorted[i + 1]! : sorted[0]! + cellColumns
    if (next - column > gap) [gap, at] = [next - column, i]
  }
  return [sorted[(at + 1) % sorted.length]!, sorted[at]!]
}

/** Into −180..180; an eastern end at the antimeridian is 180, a western one −180. */
function degrees(column: number, isEast = false): number {
  const lng = wrap(column) * cellDegrees
  return lng > 180 || (lng === 180 && !isEast) ? lng - 360 : lng
}
