import type { LngLat } from '@/server/core/geo/place'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { ZoneCollection, ZoneFeature } from './schemas'

/** Zones as drawn. Countries are named in the properties: their outlines are the basemap's. */
export async function zonesGeojson({ ctx }: Verb): Promise<ZoneCollection> {
  requireAccess(ctx.actor, 'read')
  const { config } = ctx.control.replica.snapshot()
  const features = config.source.zones
    .filter((zone) => zone.status !== 'retired')
    .map(
      (zone): ZoneFeature => ({
        type: 'Feature',
        id: zone.code,
        geometry:
          zone.polygons === null ? null : { type: 'MultiPolygon', coordinates: zone.polygons.coordinates as unknown as LngLat[][][] },
        properties: {
          code: zone.code,
          name: zone.name,
          parent: zone.parent,
          countries: zone.countries,
          subdivisions: zone.subdivisions,
          status: zone.status,
          geometrySource:
            zone.polygons === null ? (zone.countries.length > 0 ? 'countries' : 'none') : zone.countries.length > 0 ? 'both' : 'polygons',
        },
      }),
    )
  return { type: 'FeatureCollection', features }
}
