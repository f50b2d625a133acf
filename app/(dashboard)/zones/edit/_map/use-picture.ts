'use client'
import { useQuery } from '@tanstack/react-query'
import type { FeatureCollection, MultiPolygon } from 'geojson'
import { useDeferredValue, useMemo, useRef } from 'react'
import { type LandCell, landCells, type Outlined } from '@/server/core/config/areas/land-cells'
import { openLand } from '@/server/core/config/areas/open-land'
import { compileConfig, isLive } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Config } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import { nearestByZone } from '@/server/core/origin/nearest-cells'
import { zoneSlots } from '../../../../_lib/zone-slots'

export type Picture = {
  compiled: CompiledConfig
  slots: ReadonlyMap<string, { top: string; slot: number }>
  byCountry: ReadonlyMap<string, { code: string; slot: number }>
  /** Land of the world; empty until it has been read. */
  cells: readonly LandCell[]
  /** Unzoned land by the zone that the nearest-zone rule would prefer there. */
  dots: ReadonlyMap<string, readonly LngLat[]>
}

/** What a draft comes to, by the real core; each part worked out again only when what it depends on has changed. */
export function usePicture(document: Config): Picture {
  const config = useDeferredValue(document)
  const cells = useLand()
  const compiled = useMemo(() => compileConfig(config, 0), [config])
  const slots = useMemo(() => zoneSlots(config.zones), [config.zones])
  const byCountry = useMemo(
    () => new Map([...compiled.zoneByCountry].map(([iso, code]) => [iso, { code, slot: slots.get(code)?.slot ?? 0 }])),
    [compiled, slots],
  )
  // The bias slider changes no membership: which land is in no zone is worked out once, not at every step of it.
  const members = useSame(
    config.zones.filter(isLive).flatMap(({ code, countries, subdivisions, polygons }) => [code, countries, subdivisions, polygons]),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: `members` is all that it reads of `compiled`
  const unzoned = useMemo(() => openLand(cells, compiled).map(({ at }) => at), [cells, members])
  const dots = useMemo(
    () => (config.platform.nearestZone ? nearestByZone(unzoned, compiled) : none),
    [unzoned, compiled, config.platform.nearestZone],
  )
  return { compiled, slots, byCountry, cells, dots }
}

const none: ReadonlyMap<string, readonly LngLat[]> = new Map()
const noCells: readonly LandCell[] = []

function useLand(): readonly LandCell[] {
  const { data } = useQuery({
    queryKey: ['land-cells'],
    queryFn: readLand,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  return data ?? noCells
}

async function readLand(): Promise<LandCell[]> {
  const answer = await fetch('/map/world.json')
  if (!answer.ok) throw new Error(`The basemap answered ${answer.status}`)
  const { features } = (await answer.json()) as FeatureCollection<MultiPolygon>
  const outlines = features
    .filter(({ properties }) => properties?.kind === 'country')
    .map(({ properties, geometry }): Outlined => ({ country: (properties?.iso as string) || null, polygons: geometry.coordinates }))
  return landCells(outlines)
}

/** The same array for as long as its items are the same. */
function useSame<T>(items: readonly T[]): readonly T[] {
  const known = useRef(items)
  if (known.current.length !== items.length || known.current.some((item, i) => item !== items[i])) known.current = items
  return known.current
}
