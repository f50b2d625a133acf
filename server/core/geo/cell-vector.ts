// The centre of a cell as a vector, from tables of the few angles that there are: an origin comes with every decision.

import { cellColumns, cellDegrees, cellRows } from './cell'
import type { LngLat } from './place'
import { vectorOf } from './unit-vector'

const columns = Array.from({ length: cellColumns }, (_, x) => vectorOf([-180 + (x + 0.5) * cellDegrees, 0]))
const cosLng = Float64Array.from(columns, ([x]) => x)
const sinLng = Float64Array.from(columns, ([, y]) => y)
const rows = Array.from({ length: cellRows }, (_, y) => vectorOf([0, -90 + (y + 0.5) * cellDegrees]))
const cosLat = Float64Array.from(rows, ([x]) => x / 32_767)
const sinLat = Float64Array.from(rows, ([, , z]) => z)

/** The vector of the centre of a cell, into `to`. */
export function cellVector(centre: LngLat, to: Float64Array): Float64Array {
  const x = (centre[0] + 180) / cellDegrees - 0.5
  const y = (centre[1] + 90) / cellDegrees - 0.5
  const cos = cosLat[y]
  const along = cosLng[x]
  // Not the centre of a cell: there is no such entry.
  if (cos === undefined || along === undefined) {
    to.set(vectorOf(centre))
    return to
  }
  to[0] = along * cos
  to[1] = sinLng[x]! * cos
  to[2] = sinLat[y]!
  return to
}
