import type { GpsCountry } from './node-geo'

/** Where no shapes of countries are loaded, a GPS position names no country. */
export const noGpsCountry: GpsCountry = () => ({ country: null, nearBorder: true })
