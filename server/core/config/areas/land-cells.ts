// The land of the world as cells of one degree, each with its country: what areas are estimated on and what the nearest-zone rule
// is shown on. Made from outlines row by row: along the middle of a row the crossings with an outline, sorted, are where it
// begins and ends. Good for pictures and estimates; who is where is never decided on it.

import { earthRadiusKm } from '../../geo/distance'
import type { LngLat } from '../../geo/place'
import type { Ring } from '../../geo/ring'

export type LandCell = {
  /** Which cell of the grid it is, rows from the south, columns from −180. */
  index: number
  /** Null where the land has no ISO code. */
  country: string | null
  at: LngLat
  km2: number
}
export type Outlined = { country: string | null; polygons: readonly (readonly Ring[])[] }

/** Outlines already cut at ±180°. South to north, west to east. */
export function landCells(outlines: readonly Outlined[], degrees = 1): LandCell[] {
  const [columns] = sizeOf(degrees)
  const owners = new Map<number, string | null>()
  for (const { country, polygons } of outlines)
    for (const rings of polygons) for (const cell of cellsOf(rings, degrees)) if (!owners.has(cell)) owners.set(cell, country)
  return [...owners]
    .sort(([a], [b]) => a - b)
    .map(([cell, country]) => {
      const south = Math.floor(cell / columns) * degrees - 90
      const west = (cell % columns) * degrees - 180
      return { index: cell, country, at: [west + degrees / 2, south + degrees / 2] as const, km2: cellKm2(south, degrees) }
    })
}

/** Cells whose middle is inside the rings, by the rule that land is found by. */
export function* cellsOf(rings: readonly Ring[], degrees = 1): Generator<number> {
  const [columns, rows] = sizeOf(degrees)
  const lats = rings[0]!.map((position) => position[1]!)
  const first = Math.max(0, Math.floor((lats.reduce((a, b) => Math.min(a, b)) + 90) / degrees))
  const last = Math.min(rows - 1, Math.floor((lats.reduce((a, b) => Math.max(a, b)) + 90) / degrees))
  for (let row = first; row <= last; row++) {
    const crossings = crossingsAt((row + 0.5) * degrees - 90, rings)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i]! + 180) / degrees - 0.5))
      const to = Math.min(columns - 1, Math.ceil((crossings[i + 1]! + 180) / degrees - 0.5) - 1)
      for (let column = from; column <= to; column++) yield row * columns + column
    }
  }
}

const sizeOf = (degrees: number): [columns: number, rows: number] => [Math.round(360 / degrees), Math.round(180 / degrees)]

/** Longitudes where the rings cross a latitude, from west to east. */
function crossingsAt(y: number, rings: readonly Ring[]): number[] {
  const found: number[] = []
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!]
      if (a[1]! > y !== b[1]! > y) found.push(a[0]! + ((y - a[1]!) * (b[0]! - a[0]!)) / (b[1]! - a[1]!))
    }
  }
  return found.sort((a, b) => a - b)
}

function cellKm2(south: number, degrees: number): number {
  const radians = Math.PI / 180
  const band = Math.sin((south + degrees) * radians) - Math.sin(south * radians)
  return earthRadiusKm * earthRadiusKm * degrees * radians * band
}
