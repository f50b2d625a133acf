// Places: what is known of where something is, and which areas contain it.
// A place that is unknown is null, never an empty string and never a default.

/** `[lng, lat]` in degrees, WGS 84. */
export type LngLat = readonly [lng: number, lat: number]

/** As GeoJSON has it, in degrees. */
export type BBox = readonly [west: number, south: number, east: number, north: number]

/** ISO 3166-1 alpha-2, upper case. */
export type CountryCode = string
/** ISO 3166-2, e.g. `RU-CHU`. Codes that ISO 3166-1 also lists as countries (`US-PR`) are normalised to the country. */
export type SubdivisionCode = string
export type ZoneCode = string
export type JurisdictionCode = string

export type GeoToken = `zone:${string}` | `country:${string}` | `subdivision:${string}` | `jurisdiction:${string}`

export type Place = {
  country: CountryCode | null
  subdivision: SubdivisionCode | null
  point: LngLat | null
}

/** Everything that contains a place under one configuration. Derived from it, never stored beside it. */
export type Containment = {
  /** The one zone that labels the place (preference, latency), or null. */
  label: ZoneCode | null
  /** Which clause of the zone matched. */
  labelBy: 'subdivision' | 'polygon' | 'country' | null
  /** Every containing zone with all ancestors; for boundaries any of them counts. */
  zones: readonly ZoneCode[]
  jurisdictions: readonly JurisdictionCode[]
}
