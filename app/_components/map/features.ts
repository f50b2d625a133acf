// What the live sources hold, from what the server sent. Pure.

import type { Feature, FeatureCollection, LineString, Point } from 'geojson'
import type { Flow, OriginSpot } from '@/server/control/services/stats/schemas'
import type { LngLat } from '@/server/core/geo/place'
import { compact } from '../../_lib/format'
import type { ZoneLook } from '../../_lib/use-zones'
import centres from './country-centres.json'
import { flowArc } from './flow-arc'
import { zoneCentre } from './zone-geography'

export const collect = <G extends Point | LineString>(features: Feature<G>[]): FeatureCollection<G> => ({
  type: 'FeatureCollection',
  features,
})
export const point = (at: LngLat, properties: Record<string, unknown>): Feature<Point> => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [...at] },
  properties,
})

export function countryCentre(country: string | null): LngLat | null {
  return country === null ? null : ((centres as unknown as Record<string, LngLat>)[country] ?? null)
}

export function originFeatures(origins: readonly OriginSpot[]): FeatureCollection<Point> {
  return collect(
    origins.flatMap((spot) => {
      const at = spot.at ?? countryCentre(spot.country)
      return at === null ? [] : [point(at, { zone: spot.zone ?? '', jobs: spot.jobs, exact: spot.at !== null })]
    }),
  )
}

export function flowFeatures(flows: readonly Flow[], zones: ReadonlyMap<string, ZoneLook>): FeatureCollection<LineString> {
  const moved = flows.filter(({ from, to }) => from !== null && to !== null && from !== to)
  const most = Math.max(1, ...moved.map(({ jobs }) => jobs))
  const centreOf = (code: string | null) => {
    const zone = code === null ? undefined : zones.get(code)
    return zone ? zoneCentre(zone) : null
  }
  return collect(
    moved.flatMap(({ from, to, jobs }): Feature<LineString>[] => {
      const [a, b] = [centreOf(from), centreOf(to)]
      if (a === null || b === null) return []
      return [
        {
          type: 'Feature',
          geometry: { type: 'LineString', coordinates: flowArc(a, b) },
          properties: { from, to, jobs, share: Math.sqrt(jobs / most) },
        },
      ]
    }),
  )
}

/** `isCounted`: with the network’s free slots. */
export function labelFeatures(zones: Iterable<ZoneLook>, isCounted = true): FeatureCollection<Point> {
  return collect(
    [...zones].flatMap((zone) => {
      const at = zone.parent === null ? zoneCentre(zone) : null
      return at === null ? [] : [point(at, { code: zone.code, note: isCounted ? `${compact(zone.free)} free` : '' })]
    }),
  )
}
