'use client'
import type { GeoJSONSource, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { useEffect, useMemo, useRef } from 'react'
import type { BBox, LngLat } from '@/server/core/geo/place'
import { type Theme, token } from '../../_lib/theme/tokens'
import type { View } from './create-map'
import { basemapLayers } from './layers/basemap'
import { MapBox } from './map-box'
import { useMap } from './use-map'

type Data = GeoJSON.FeatureCollection
export type Hit = { layer: string; properties: Record<string, unknown> }

type Props = {
  theme: Theme
  /** What it shows, and where its table is. */
  label: string
  /** Over the basemap, by sources of `data` or `world`. The names of the sources stay as they are. */
  layers: readonly LayerSpecification[]
  data: Readonly<Record<string, Data>>
  /** Properties of sources that are not plain, e.g. clusters. */
  sources?: Readonly<Record<string, object>>
  view: View | null
  /** What it shows where there is no `view`; kept in sight when it changes. */
  bounds?: BBox | null
  onView?: (view: View) => void
  /** `hit` is what was clicked of the layers named in `pickable`, the top one. */
  onClick?: (at: LngLat, hit: Hit | null) => void
  pickable?: readonly string[]
  onFailed: () => void
}

/** A map of what its caller draws: the basemap, given layers over given data, and clicks back. */
export default function WorldCanvas(props: Props) {
  const { theme, label, layers, data, sources, view, bounds, onView, onFailed } = props
  const names = Object.keys(data).join()
  const style = useMemo(() => styleOf(theme, layers, names.split(','), sources), [theme, layers, names, sources])
  const current = useRef(props)
  current.current = props
  const { box, map } = useMap({
    theme,
    style,
    label,
    view,
    bounds,
    onView,
    onFailed,
    onReady: (ready) => {
      ready.on('click', ({ point, lngLat }) => {
        const { onClick, pickable = [] } = current.current
        const [hit] = ready.queryRenderedFeatures(point, { layers: pickable.filter((id) => ready.getLayer(id)) })
        const { lng, lat } = lngLat.wrap()
        onClick?.([lng, lat], hit ? { layer: hit.layer.id, properties: hit.properties } : null)
      })
    },
  })
  const shown = useRef<Readonly<Record<string, Data>>>({})

  useEffect(() => {
    if (!map) return
    for (const [id, collection] of Object.entries(data))
      if (shown.current[id] !== collection) (map.getSource(id) as GeoJSONSource | undefined)?.setData(collection)
    shown.current = data
  }, [map, data])

  // Another map beside this one was moved, or somebody came back to a link.
  useEffect(() => {
    if (!map || !view || map.isMoving()) return
    const { lng, lat } = map.getCenter()
    if (Math.abs(lng - view.lng) + Math.abs(lat - view.lat) + Math.abs(map.getZoom() - view.zoom) < 0.02) return
    map.jumpTo({ center: [view.lng, view.lat], zoom: view.zoom })
  }, [map, view])

  const [west, south, east, north] = bounds ?? []
  const isFree = view === null
  useEffect(() => {
    if (!map || !isFree || west === undefined || south === undefined || east === undefined || north === undefined) return
    map.fitBounds([west, south, east, north], { padding: roomForLabels, animate: false })
  }, [map, isFree, west, south, east, north])

  return <MapBox ref={box} map={map} />
}

/** Round what `bounds` has to show. */
const roomForLabels = { top: 36, bottom: 36, left: 64, right: 64 }

function styleOf(
  theme: Theme,
  layers: readonly LayerSpecification[],
  names: readonly string[],
  sources: Props['sources'],
): StyleSpecification {
  const empty = { type: 'FeatureCollection', features: [] } as const
  const own = names.map((id) => [id, { type: 'geojson', data: empty as never, ...sources?.[id] }] as const)
  return {
    version: 8,
    sources: { world: { type: 'geojson', data: '/map/world.json' }, ...Object.fromEntries(own) },
    layers: [...basemapLayers(theme), ...layers],
    transition: { duration: 0, delay: 0 },
    sky: { 'sky-color': token('water', theme) },
  }
}
