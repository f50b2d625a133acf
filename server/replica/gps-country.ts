import { borderMarginKm, type CountryShapes, countryAt } from '@/server/core/geo/country-shapes'
import type { GpsCountry } from './node-geo'

/** Where no shapes of countries are loaded, a GPS position names no country. */
export const noGpsCountry: GpsCountry = () => ({ country: null, nearBorder: true })

/** Near a border: the atlas's own margin, or the position's accuracy where that is worse. */
export function gpsCountryFrom(shapes: CountryShapes): GpsCountry {
  return (point, accuracyM) => {
    const { country, nearBorderKm } = countryAt(point, shapes)
    return { country, nearBorder: nearBorderKm < Math.max(borderMarginKm, accuracyM / 1000) }
  }
}
