// Great-circle distance by the haversine formula on a sphere: within 0.6 % of the ellipsoid, which is far below the
// error of any position that the product knows, and well-conditioned at small distances.

import type { LngLat } from './place'

/** IUGG mean radius of the Earth. */
export const earthRadiusKm = 6371.0088
const radians = Math.PI / 180

export function distanceKm(a: LngLat, b: LngLat): number {
  const sinLat = Math.sin(((b[1] - a[1]) * radians) / 2)
  const sinLng = Math.sin(((b[0] - a[0]) * radians) / 2)
  const h = sinLat * sinLat + Math.cos(a[1] * radians) * Math.cos(b[1] * radians) * sinLng * sinLng
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)))
}
