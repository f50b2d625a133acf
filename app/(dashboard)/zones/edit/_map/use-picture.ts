'use client'
import { useQuery } from '@tanstack/react-query'
import type { FeatureCollection, MultiPolygon } from 'geojson'
import { useDeferredValue, useMemo } from 'react'
import { type LandCell, landCells, type Outlined } from '@/server/core/config/areas/land-cells'
import { openLand } from '@/server/core/config/areas/open-land'
import { compileConfig } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Config } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import { NearestCells } from '@/server/core/origin/nearest-cells'
import { anchoredZones } from '@/server/core/origin/nearest-zone'
import { zoneSlots } from '../../../../_lib/zone-slots'
import { useSame } from './use-same'

export type Picture = {
  /** The draft as to who is where; biases, anchors and names in it may be those of a moment ago. */
  compiled: CompiledConfig
  slots: ReadonlyMap<string, { top: string; slot: number }>
  byCountry: ReadonlyMap<string, { code: string; slot: number }>
  /** Land of the world; empty until it has been read. */
  cells: readonly LandCell[]
  outlines: readonly Outlined[]
  /** Unzoned land by the zone that the nearest-zone rule would prefer there. */
  dots: ReadonlyMap<string, readonly LngLat[]>
}

/** What a draft comes to, by the real core; each part worked out again only when what it depends on has changed. */
export function usePicture(document: Config): Picture {
  const config = useDeferredValue(document)
  const { cells, outlines } = useLand()
  // A step of the bias slider moves dots only: whose a country is, and which land is in no zone, stays.
  const members = useSame(config.zones, ({ code, parent, countries, subdivisions, polygons, priority, status }) => [
    code,
    parent,
    countries,
    subdivisions,
    polygons,
    priority,
    status,
  ])
  const { jurisdictions, subclouds, models, overrides, gate, routing, platform } = config
  const compiled = useMemo(
    () => compileConfig({ zones: [...members], jurisdictions, subclouds, models, overrides, gate, routing, platform }, 0),
    [members, jurisdictions, subclouds, models, overrides, gate, routing, platform],
  )
  const coloured = useSame(config.zones, ({ code, parent, color }) => [code, parent, color])
  const slots = useMemo(() => zoneSlots(coloured), [coloured])
  const byCountry = useMemo(
    () => new Map([...compiled.zoneByCountry].map(([iso, code]) => [iso, { code, slot: slots.get(code)?.slot ?? 0 }])),
    [compiled, slots],
  )
  const unzoned = useMemo(() => new NearestCells(openLand(cells, compiled).map(({ at }) => at)), [cells, compiled])
  const dots = useMemo(() => {
    const zones = new Map(config.zones.map((zone) => [zone.code, zone]))
    return platform.nearestZone ? unzoned.byZone(anchoredZones({ topZones: compiled.topZones, zones })) : none
  }, [unzoned, compiled, config.zones, platform.nearestZone])
  return { compiled, slots, byCountry, cells, outlines, dots }
}

const none: ReadonlyMap<string, readonly LngLat[]> = new Map()
type Land = { cells: readonly LandCell[]; outlines: readonly Outlined[] }
const noLand: Land = { cells: [], outlines: [] }

function useLand(): Land {
  const { data } = useQuery({
    queryKey: ['land-cells'],
    queryFn: readLand,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  return data ?? noLand
}

async function readLand(): Promise<Land> {
  const answer = await fetch('/map/world.json')
  if (!answer.ok) throw new Error(`The basemap answered ${answer.status}`)
  const { features } = (await answer.json()) as FeatureCollection<MultiPolygon>
  const outlines = features
    .filter(({ properties }) => properties?.kind === 'country')
    .map(({ properties, geometry }): Outlined => ({ country: (properties?.iso as string) || null, polygons: geometry.coordinates }))
  return { cells: landCells(outlines), outlines }
}
