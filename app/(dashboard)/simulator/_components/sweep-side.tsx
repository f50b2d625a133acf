'use client'
import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import type { LngLat } from '@/server/core/geo/place'
import type { GridOrigin, Sweep } from '@/server/core/what-if/sweep'
import type { View } from '../../../_components/map/create-map'
import { MapPlace } from '../../../_components/map/map-place'
import { useTheme } from '../../../_lib/theme/use-theme'
import { cellFeatures } from './cells'
import { sweepLayers } from './layers'
import { SweepLegend } from './sweep-legend'

const WorldCanvas = dynamic(() => import('../../../_components/map/world-canvas'), { ssr: false, loading: MapPlace })

type Props = {
  title: string
  sweep: Sweep | null
  /** The other side, to tell what differs. */
  other: Sweep | null
  /** What the shares are counted from; null for the side that is. */
  before: Sweep | null
  grid: readonly GridOrigin[] | null
  slots: ReadonlyMap<string, { slot: number }>
  isDiffering: boolean
  view: View | null
  onView: (view: View) => void
  onPin: (at: LngLat) => void
  onFailed: () => void
}

/** One of the maps, with what its colours are. */
export function SweepSide({ title, sweep, other, before, grid, slots, isDiffering, view, onView, onPin, onFailed }: Props) {
  const { theme } = useTheme()
  const layers = useMemo(() => sweepLayers(theme, isDiffering), [theme, isDiffering])
  const data = useMemo(
    () => ({ cells: sweep && grid ? cellFeatures(grid, sweep, other, (code) => slots.get(code)?.slot ?? -1) : none }),
    [sweep, other, grid, slots],
  )
  return (
    <section aria-label={title} className="flex min-h-72 flex-col bg-surface">
      <h2 className="px-3 pt-2 pb-1 font-semibold">{title}</h2>
      <div className="relative min-h-0 flex-1">
        <WorldCanvas
          theme={theme}
          label={`World map: ${title}, each origin by the zone that serves it. Click to see why. The table view has the same data.`}
          layers={layers}
          data={data}
          view={view}
          onView={onView}
          onClick={onPin}
          onFailed={onFailed}
        />
      </div>
      {sweep && <SweepLegend sweep={sweep} before={before} slots={slots} />}
    </section>
  )
}

const none: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }
