// The list of zones as files. GeoJSON has their drawn areas; what is made of countries is in it without a geometry (RFC 7946 §3.2),
// its countries named, since their outlines are the basemap's.

import type { ZoneCollection } from '@/server/control/services/zones/schemas'
import type { FileFormat } from '../../../_components/export-menu'
import { tableFiles } from '../../../_lib/table-file'
import type { ZoneLook } from '../../../_lib/use-zones'

type DrawnZone = ZoneLook & { feature: ZoneCollection['features'][number] | null }

export function drawnZones(zones: readonly ZoneLook[], { features }: ZoneCollection): DrawnZone[] {
  const drawn = new Map(features.map((feature) => [feature.id, feature]))
  return zones.map((zone) => ({ ...zone, feature: drawn.get(zone.code) ?? null }))
}

/** What is drawn of one zone. */
export function shapesOf({ features }: ZoneCollection, code: string) {
  return features.find(({ id }) => id === code)?.geometry?.coordinates ?? []
}

const flat = tableFiles<DrawnZone>([
  ['code', ({ code }) => code],
  ['name', ({ name }) => name],
  ['parent', ({ parent }) => parent],
  ['status', ({ status }) => status],
  ['gate', ({ gate }) => gate?.state ?? null],
  ['countries', ({ countries }) => countries.join(' ')],
  ['subdivisions', ({ subdivisions }) => subdivisions.join(' ')],
  ['fallsBackTo', ({ neighbours }) => neighbours.join(' ')],
  ['modelsOnTarget', ({ models }) => models.met],
  ['modelsServed', ({ models }) => models.served],
  ['liveNodes', ({ nodes }) => nodes.live],
  ['nodes', ({ nodes }) => nodes.total],
  ['freeSlots', ({ free }) => free],
  ['slots', ({ slots }) => slots],
])

export const zoneFiles: readonly FileFormat<DrawnZone>[] = [
  ...flat,
  {
    label: 'GeoJSON',
    extension: 'geojson',
    type: 'application/geo+json',
    write: (zones) => `${JSON.stringify({ type: 'FeatureCollection', features: zones.flatMap(({ feature }) => feature ?? []) })}\n`,
  },
]
