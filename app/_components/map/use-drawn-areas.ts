'use client'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../_lib/trpc'
import type { ZoneLook } from '../../_lib/use-zones'

/** The zones' own outlines, for the source `areas`; null where none is drawn or they are not here yet. */
export function useDrawnAreas(zones: ReadonlyMap<string, ZoneLook>): GeoJSON.FeatureCollection | null {
  const trpc = useTRPC()
  const isDrawn = [...zones.values()].some((zone) => zone.hasPolygons)
  const query = useQuery(trpc.zones.geojson.queryOptions(undefined, { enabled: isDrawn, staleTime: 60_000, select: drawnAreas }))
  return query.data ?? null
}

type Areas = { features: { geometry: GeoJSON.Geometry | null; properties: { code: string; geometrySource: string } }[] }

/** Only drawn zones: those made of countries are coloured on the basemap's own shapes. */
function drawnAreas(collection: unknown): GeoJSON.FeatureCollection {
  const features = (collection as Areas).features.filter(
    ({ geometry, properties }) => geometry !== null && properties.geometrySource !== 'countries',
  )
  return {
    type: 'FeatureCollection',
    features: features.map(({ geometry, properties }) => ({ type: 'Feature', geometry: geometry!, properties: { code: properties.code } })),
  }
}
