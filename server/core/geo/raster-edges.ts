// The cells of a unit grid that a straight edge touches, row by row.

/** In cells. Rounding moves a crossing by some 1e-12 of one. */
const margin = 1e-6

export type RowSpan = { readonly row: number; readonly first: number; readonly last: number }

/** Every row that the edge comes near, with the first and last column. */
export function* clippedColumns(ax: number, ay: number, bx: number, by: number): Generator<RowSpan> {
  const low = Math.min(ay, by)
  const high = Math.max(ay, by)
  for (let row = Math.floor(low - margin); row <= Math.floor(high + margin); row++) {
    const from = Math.max(low, Math.min(high, row - margin))
    const to = Math.max(low, Math.min(high, row + 1 + margin))
    const x0 = at(from)
    const x1 = at(to)
    // Of a level edge, or one inside this row, both ends count.
    const west = high - low < margin ? Math.min(ax, bx) : Math.min(x0, x1)
    const east = high - low < margin ? Math.max(ax, bx) : Math.max(x0, x1)
    yield { row, first: Math.floor(west - margin), last: Math.floor(east + margin) }
  }

  function at(y: number): number {
    return ay === by ? ax : ax + ((y - ay) * (bx - ax)) / (by - ay)
  }
}
