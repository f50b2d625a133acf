import { countryBoxes } from '@/server/core/geo/country-bounds'
import type { BBox } from '@/server/core/geo/place'
import type { Line } from './evidence-lines'

/** Degrees round a fix, so that there is something to see of where it is. */
const aroundFix = 1.5

/** What holds all of the lines: of each country its largest part, so that one that crosses ±180° does not need the whole world. Null: nothing is said. */
export function boundsOf(lines: readonly Line[]): BBox | null {
  const boxes = lines.flatMap(({ fix, countries }) => (fix ? [around(fix.point)] : countries.flatMap(largestBox)))
  if (boxes.length === 0) return null
  const edge = (of: (...values: number[]) => number, side: 0 | 1 | 2 | 3) => of(...boxes.map((box) => box[side]))
  return [edge(Math.min, 0), Math.max(-70, edge(Math.min, 1)), edge(Math.max, 2), Math.min(78, edge(Math.max, 3))]
}

function largestBox(country: string): BBox[] {
  const size = ([west, south, east, north]: BBox) => (east - west) * (north - south)
  return [...(countryBoxes(country) ?? [])].sort((a, b) => size(b) - size(a)).slice(0, 1)
}

function around([lng, lat]: readonly [number, number]): BBox {
  return [lng - aroundFix, lat - aroundFix, lng + aroundFix, lat + aroundFix]
}
