// The 0.5° grid on which origins are stored and counted (about 55 km by at most 55 km). A point is kept only as the
// centre of its cell, which is exact in binary, so the same cell always prints and compares the same.

import type { LngLat } from './place'

export type Cell = { readonly x: number; readonly y: number; readonly centre: LngLat }

export const cellDegrees = 0.5
export const cellColumns = 720
export const cellRows = 360

/** Columns run east from −180, rows north from −90. The 180th meridian belongs to the column of −180, the north pole to the last row. */
export function cellOf([lng, lat]: LngLat): Cell {
  const column = Math.floor((lng + 180) / cellDegrees)
  const x = ((column % cellColumns) + cellColumns) % cellColumns
  const y = Math.min(cellRows - 1, Math.max(0, Math.floor((lat + 90) / cellDegrees)))
  return { x, y, centre: [x * cellDegrees - 180 + cellDegrees / 2, y * cellDegrees - 90 + cellDegrees / 2] }
}
