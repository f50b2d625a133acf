// How a boundary looks on a map: beside the countries that are wholly inside (`resolveBoundary`), those of which only a part is,
// and the drawn outlines that it names. A picture, for display: whether a place is inside is asked of `isInside` alone.

import type { CompiledConfig } from '../config/compiled'
import { countries } from '../config/countries'
import type { GeoToken, ZoneCode } from '../geo/place'
import { countryOfSubdivision } from '../geo/subdivision-aliases'
import { type Extent, extentOf } from './extent'
import { splitToken } from './tokens'
import type { Boundary } from './types'

export type Outline = {
  /** Some subdivision is let in, or something inside the country is denied. */
  partly: string[]
  /** Zones whose drawn outlines are allowed by name, and denied by name. */
  drawnIn: ZoneCode[]
  drawnOut: ZoneCode[]
}

/** `whole`: the countries wholly inside. */
export function outlineOf(boundary: Boundary, whole: readonly string[], config: CompiledConfig): Outline {
  if (boundary.kind === 'unrestricted') return { partly: [], drawnIn: [], drawnOut: [] }
  const inside = new Set(whole)
  const extents = (tokens: readonly GeoToken[]) => tokens.flatMap((token) => extentOf(token, config) ?? [])
  const allow = boundary.allow.map(extents)
  const deny = extents(boundary.deny)
  const partly = [...countries.keys()].filter(
    (code) =>
      !inside.has(code) &&
      allow.every((group) => group.some((extent) => touches(extent, code))) &&
      !deny.some((extent) => extent.countries.has(code)),
  )
  return { partly, drawnIn: drawn(boundary.allow.flat(), config), drawnOut: drawn(boundary.deny, config) }
}

function touches({ countries: listed, subdivisions }: Extent, country: string): boolean {
  return listed.has(country) || [...subdivisions].some((code) => countryOfSubdivision(code) === country)
}

function drawn(tokens: readonly GeoToken[], config: CompiledConfig): ZoneCode[] {
  const codes = tokens.flatMap((token) => {
    const [kind, code] = splitToken(token)
    return kind === 'zone' ? [...(config.zones.get(code)?.descendants ?? [])] : []
  })
  return [...new Set(codes)].filter((code) => config.zones.get(code)?.shape).sort()
}
