// A zone for a cluster of origins: of the countries they are in, or of the rectangle around them. Pure.

import type { UnservedCluster } from '@/server/control/services/zones/schemas'
import { addZone, freeCode } from '@/server/core/config/edit/with-zone'
import type { Config } from '@/server/core/config/schema'
import { suggestNeighbours } from '@/server/core/config/suggest-neighbours'
import { rectangle } from '@/server/core/geo/draw/rectangle'
import { normaliseMultiPolygon } from '@/server/core/geo/polygon-normal'

export type ZoneFrom = 'countries' | 'rectangle'

/** Falls back to the three nearest zones; the anchor is where most of the jobs come from. */
export function zoneHere(
  config: Config,
  cluster: UnservedCluster,
  from: ZoneFrom,
  nameOf: (country: string) => string,
): { config: Config; code: string } {
  const code = freeCode(config.zones)
  const [lng, lat] = cluster.centre
  const taken = new Set(config.zones.flatMap((zone) => zone.countries))
  const countries = cluster.countries.map((each) => each.code)
  const shape = normaliseMultiPolygon({ type: 'MultiPolygon', coordinates: [[rectangle(cluster.bounds)]] })
  const added = addZone(config, {
    code,
    name: `Around ${countries[0] ? nameOf(countries[0]) : `${lat}, ${lng}`}`,
    anchors: [{ lng, lat }],
    ...(from === 'countries'
      ? { countries: countries.filter((each) => !taken.has(each)).sort() }
      : { polygons: shape.ok ? { type: 'MultiPolygon', coordinates: shape.polygons } : null }),
  })
  const neighbours = suggestNeighbours(code, added.zones)
    .slice(0, 3)
    .map((each) => each.code)
  return { code, config: { ...added, zones: added.zones.map((zone) => (zone.code === code ? { ...zone, neighbours } : zone)) } }
}
