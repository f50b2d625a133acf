// What the editor's live sources hold, from the draft. Pure.

import type { Feature, FeatureCollection, MultiPoint, MultiPolygon, Point } from 'geojson'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import type { OverlapShape } from '@/server/core/config/areas/overlap-shapes'
import { isLive } from '@/server/core/config/compile'
import { examineShape } from '@/server/core/config/edit/shapes'
import type { Zone } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import { normaliseMultiPolygon } from '@/server/core/geo/polygon-normal'
import { countryCentre } from '../../../../_components/map/features'
import { zoneCentre } from '../../../../_components/map/zone-geography'

type Slots = ReadonlyMap<string, { slot: number }>
const slotOf = (slots: Slots, code: string) => slots.get(code)?.slot ?? 0
const collect = <G extends Point | MultiPoint | MultiPolygon>(features: Feature<G>[]): FeatureCollection<G> => ({
  type: 'FeatureCollection',
  features,
})
const point = (coordinates: LngLat, properties: Record<string, unknown>): Feature<Point> => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [...coordinates] },
  properties,
})

/** Drawn shapes cut at ±180°. One zone's may be left out: those that are being edited are drawn by the tool. */
export function areaFeatures(zones: readonly Zone[], slots: Slots, without: string | null): FeatureCollection<MultiPolygon> {
  return collect(
    zones.flatMap((zone): Feature<MultiPolygon>[] => {
      const normal = zone.polygons && zone.code !== without && zone.status !== 'retired' ? normaliseMultiPolygon(zone.polygons) : null
      if (!normal?.ok) return []
      return [
        {
          type: 'Feature',
          geometry: { type: 'MultiPolygon', coordinates: normal.polygons },
          properties: { code: zone.code, slot: slotOf(slots, zone.code) },
        },
      ]
    }),
  )
}

export function anchorFeatures(zones: readonly Zone[], slots: Slots): FeatureCollection<Point> {
  return collect(
    zones
      .filter(isLive)
      .flatMap((zone) =>
        zone.anchors.map(({ lng, lat }, index) => point([lng, lat], { code: zone.code, slot: slotOf(slots, zone.code), index })),
      ),
  )
}

/** One feature a zone, so that a step of the bias slider hands over a handful. */
export function dotFeatures(byZone: ReadonlyMap<string, readonly LngLat[]>, slots: Slots): FeatureCollection<MultiPoint> {
  return collect(
    [...byZone].map(([code, places]) => ({
      type: 'Feature',
      geometry: { type: 'MultiPoint', coordinates: places.map((place) => [...place]) },
      properties: { code, slot: slotOf(slots, code) },
    })),
  )
}

export function fleetFeatures(nodes: Iterable<FleetPoint>): FeatureCollection<Point> {
  return collect(
    [...nodes].flatMap((node) => {
      const at = node.at ?? countryCentre(node.country)
      return at === null ? [] : [point(at, { live: node.condition === 'live' })]
    }),
  )
}

export function labelFeatures(zones: readonly Zone[]): FeatureCollection<Point> {
  return collect(
    zones.filter(isLive).flatMap((zone) => {
      const at = labelPlace(zone)
      return at === null ? [] : [point(at, { code: zone.code })]
    }),
  )
}

/** Where a zone has its name. */
export const labelPlace = (zone: Zone): LngLat | null => zoneCentre(zone) ?? firstVertex(zone)

function firstVertex(zone: Zone): LngLat | null {
  const at = zone.polygons?.coordinates[0]?.[0]?.[0]
  return at ? [at[0], at[1]] : null
}

export function overlapFeatures(overlaps: readonly OverlapShape[]): FeatureCollection<MultiPolygon> {
  return collect(
    overlaps.map((overlap) => ({
      type: 'Feature',
      geometry: { type: 'MultiPolygon', coordinates: overlap.polygons },
      properties: { with: overlap.with },
    })),
  )
}

/** Where an outline crosses itself. */
export function problemFeatures(polygons: Zone['polygons']): FeatureCollection<Point> {
  return collect(
    (polygons?.coordinates ?? []).flatMap((rings) => {
      const { normal } = examineShape(rings)
      return normal.ok || !normal.at ? [] : [point(normal.at, {})]
    }),
  )
}
