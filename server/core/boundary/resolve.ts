// The countries a boundary comes to: what an owner is shown before saving, and what a diff compares.

import type { CompiledConfig } from '../config/compiled'
import { contain } from '../config/contain'
import { countries } from '../config/countries'
import type { GeoToken } from '../geo/place'
import { countryOfSubdivision } from '../geo/subdivision-aliases'
import { extentOf } from './extent'
import { isInside } from './inside'
import type { Boundary } from './types'

export type Resolved = {
  /** Inside as a whole country. All of them where the boundary is unrestricted. */
  countries: string[]
  /** Inside although their country is not, or not with certainty. */
  subdivisions: string[]
  /** Zones whose drawn shapes let in further places, position by position. */
  drawn: boolean
}

export function resolveBoundary(boundary: Boundary, config: CompiledConfig): Resolved {
  const holds = (country: string, subdivision: string | null) => {
    const place = { country, subdivision, point: null }
    return isInside(boundary, place, contain(config, place, 'high'), config)
  }
  const inside = [...countries.keys()].filter((code) => holds(code, null))
  if (boundary.kind === 'unrestricted') return { countries: inside, subdivisions: [], drawn: false }
  const whole = new Set(inside)
  const extents = [...boundary.allow.flat(), ...boundary.deny].map((token: GeoToken) => extentOf(token, config))
  const named = new Set(extents.flatMap((extent) => [...(extent?.subdivisions ?? [])]))
  return {
    countries: inside,
    subdivisions: [...named].filter((code) => !whole.has(countryOfSubdivision(code)) && holds(countryOfSubdivision(code), code)).sort(),
    drawn: boundary.allow.flat().some((token) => (extentOf(token, config)?.shapes.length ?? 0) > 0),
  }
}
