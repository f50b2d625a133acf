import { borderMarginKm, type CountryShapes, countryAt, sideAt } from '@/server/core/geo/country-shapes'
import type { LngLat } from '@/server/core/geo/place'
import type { GpsCountry } from './node-geo'

/** Where no shapes of countries are loaded, a GPS position names no country. */
export const noGpsCountry: GpsCountry = () => ({ country: null, nearBorder: true })

/** Near a border: the atlas's own margin, or the position's accuracy where that is worse. Which side it is on is then only a hint. */
export function gpsCountryFrom(shapes: CountryShapes): GpsCountry {
  return (point, accuracyM) => {
    const { country, nearBorderKm } = countryAt(point, shapes)
    const nearBorder = nearBorderKm < Math.max(borderMarginKm, accuracyM / 1000)
    return { country: nearBorder ? sideAt(point, shapes) : country, nearBorder }
  }
}

/** Remembers the answer for each position's own object: a node is judged far more often than it moves. */
export function remembering(gpsCountry: GpsCountry): GpsCountry {
  const answers = new WeakMap<LngLat, ReturnType<GpsCountry>>()
  return (point, accuracyM) => {
    const known = answers.get(point) ?? gpsCountry(point, accuracyM)
    answers.set(point, known)
    return known
  }
}
