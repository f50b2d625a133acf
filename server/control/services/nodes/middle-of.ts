import type { CountryShapes } from '@/server/core/geo/country-shapes'
import type { LngLat } from '@/server/core/geo/place'

/** Where a node is drawn of which only the country is known. */
export function middleOf(_country: string, _shapes: CountryShapes | null): LngLat | null {
  return null
}
