// The cells of a unit grid that a straight edge touches, row by row.

/** In cells. Rounding moves a crossing by some 1e-12 of one. */
const margin = 1e-6

/** Calls `use` for every row that the edge comes near, with the first and last column there. */
export function eachRowOfEdge(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  use: (row: number, first: number, last: number) => void,
): void {
  const low = Math.min(ay, by)
  const high = Math.max(ay, by)
  // Of a level edge both ends count: it has no slope to follow.
  const slope = high - low < margin ? Number.NaN : (bx - ax) / (by - ay)
  for (let row = Math.floor(low - margin); row <= Math.floor(high + margin); row++) {
    const from = Number.isNaN(slope) ? ax : ax + (clamp(row - margin, low, high) - ay) * slope
    const to = Number.isNaN(slope) ? bx : ax + (clamp(row + 1 + margin, low, high) - ay) * slope
    use(row, Math.floor(Math.min(from, to) - margin), Math.floor(Math.max(from, to) + margin))
  }
}

const clamp = (value: number, low: number, high: number): number => (value < low ? low : value > high ? high : value)
