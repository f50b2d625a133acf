// What a token covers, as sets of countries, subdivisions and drawn shapes, and the two questions that can be answered
// soundly about such sets: is one provably within others, are two provably apart.

import type { CompiledConfig, CompiledShape, CompiledZone } from '../config/compiled'
import { isCountry } from '../config/countries'
import { boxesMeet, meetCountry } from '../geo/country-bounds'
import type { GeoToken } from '../geo/place'
import { countryOfAlias, countryOfSubdivision } from '../geo/subdivision-aliases'
import { subdivisionChain } from '../geo/subdivision-parents'
import { splitToken } from './tokens'

export type Extent = {
  countries: ReadonlySet<string>
  /** Not of those countries only: a subdivision of a listed country is covered twice, which does no harm. */
  subdivisions: ReadonlySet<string>
  shapes: readonly CompiledShape[]
}

const none: ReadonlySet<string> = new Set()

/** A compiled zone belongs to one configuration, which is immutable: so does its extent. */
const zoneExtents = new WeakMap<CompiledZone, Extent>()

function zoneExtent(zone: CompiledZone, config: CompiledConfig): Extent {
  const known = zoneExtents.get(zone)
  if (known) return known
  const shapes = [...zone.descendants].flatMap((member) => config.zones.get(member)?.shape ?? [])
  const extent = { countries: zone.allCountries, subdivisions: zone.allSubdivisions, shapes }
  zoneExtents.set(zone, extent)
  return extent
}

/** Null when the token names nothing in this configuration. */
export function extentOf(token: GeoToken, config: CompiledConfig): Extent | null {
  const [kind, code] = splitToken(token)
  switch (kind) {
    case 'country':
      return isCountry(code) ? { countries: new Set([code]), subdivisions: none, shapes: [] } : null
    case 'subdivision': {
      const own = countryOfAlias(code)
      return own
        ? { countries: new Set([own]), subdivisions: none, shapes: [] }
        : { countries: none, subdivisions: new Set([code]), shapes: [] }
    }
    case 'jurisdiction': {
      const entry = config.jurisdictions.get(code)
      return entry ? { countries: entry.countrySet, subdivisions: entry.subdivisionSet, shapes: [] } : null
    }
    case 'zone': {
      const zone = config.zones.get(code)
      if (!zone) return null
      return zoneExtent(zone, config)
    }
    default:
      return null
  }
}

export const isEmpty = (extent: Extent): boolean =>
  extent.countries.size === 0 && extent.subdivisions.size === 0 && extent.shapes.length === 0

/** True only when every place of `inner` is in one of `outer`. A drawn shape is only ever within itself. */
export function isWithin(inner: Extent, outer: readonly Extent[]): boolean {
  for (const country of inner.countries) if (!outer.some((extent) => extent.countries.has(country))) return false
  for (const code of inner.subdivisions) {
    const country = countryOfSubdivision(code)
    const around = subdivisionChain(code)
    if (!outer.some((extent) => extent.countries.has(country) || around.some((each) => extent.subdivisions.has(each)))) return false
  }
  return inner.shapes.every((shape) => outer.some((extent) => extent.shapes.includes(shape)))
}

/** True only when no place can be in both. */
export function areApart(a: Extent, b: Extent): boolean {
  for (const country of a.countries) if (b.countries.has(country)) return false
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const code of one.subdivisions) {
      if (other.countries.has(countryOfSubdivision(code)) || subdivisionChain(code).some((each) => other.subdivisions.has(each)))
        return false
    }
  }
  return shapesApart(a, b) && shapesApart(b, a)
}

function shapesApart(drawn: Extent, other: Extent): boolean {
  if (drawn.shapes.length === 0) return true
  const codes = new Set([...other.countries, ...[...other.subdivisions].map(countryOfSubdivision)])
  return drawn.shapes.every(
    (shape) =>
      [...codes].every((country) => !meetCountry(shape.bboxes, country)) &&
      other.shapes.every((second) => !shape.bboxes.some((box) => second.bboxes.some((far) => boxesMeet(box, far)))),
  )
}
