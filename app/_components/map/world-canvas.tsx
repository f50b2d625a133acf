'use client'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { GeoJSONSource, LayerSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import { useEffect, useRef, useState } from 'react'
import type { LngLat } from '@/server/core/geo/place'
import { type Theme, token } from '../../_lib/theme/tokens'
import { applyStyle } from './apply-style'
import { createMap, onMoved, type View } from './create-map'
import { basemapLayers } from './layers/basemap'
import { setImages } from './set-images'
import { ZoomButtons } from './zoom-buttons'

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
  onView?: (view: View) => void
  /** `hit` is what was clicked of the layers named in `pickable`, the top one. */
  onClick?: (at: LngLat, hit: Hit | null) => void
  pickable?: readonly string[]
  onFailed: () => void
}

/** A map of what its caller draws: the basemap, given layers over given data, and clicks back. */
export default function WorldCanvas(props: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapLibre | null>(null)
  const drawn = useRef<StyleSpecification | null>(null)
  const shown = useRef<Readonly<Record<string, Data>>>({})
  const current = useRef(props)
  current.current = props
  const { theme, layers, data, view } = props

  useEffect(() => {
    let alive = true
    let made: MapLibre | null = null
    void document.fonts.load('500 16px "Inter Variable"').then(() => {
      if (!alive || !box.current) return
      try {
        drawn.current = styleOf(current.current)
        made = create(box.current, drawn.current, current)
      } catch {
        current.current.onFailed()
        return
      }
      const ready = made
      const failed = () => alive && current.current.onFailed()
      ready.once('error', failed)
      ready.once('load', () => {
        ready.off('error', failed)
        if (alive) setMap(ready)
      })
    })
    return () => {
      alive = false
      made?.remove()
    }
  }, [])

  useEffect(() => {
    if (!map || !drawn.current) return
    setImages(map, theme)
    const next = styleOf({ ...current.current, theme, layers })
    applyStyle(map, drawn.current, next)
    drawn.current = next
  }, [map, theme, layers])

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

  return (
    <div className="absolute inset-0">
      <div ref={box} className="size-full" data-ready={map !== null} />
      <ZoomButtons map={map} />
    </div>
  )
}

function styleOf({ theme, layers, data, sources }: Pick<Props, 'theme' | 'layers' | 'data' | 'sources'>): StyleSpecification {
  const empty = { type: 'FeatureCollection', features: [] } as const
  const own = Object.keys(data).map((id) => [id, { type: 'geojson', data: empty as never, ...sources?.[id] }] as const)
  return {
    version: 8,
    sources: { world: { type: 'geojson', data: '/map/world.json' }, ...Object.fromEntries(own) },
    layers: [...basemapLayers(theme), ...layers],
    transition: { duration: 0, delay: 0 },
    sky: { 'sky-color': token('water', theme) },
  }
}

function create(container: HTMLElement, style: StyleSpecification, current: { current: Props }): MapLibre {
  const { theme, view, label } = current.current
  const map = createMap(container, style, view, label)
  map.once('style.load', () => setImages(map, theme))
  onMoved(map, (next) => current.current.onView?.(next))
  map.on('click', ({ point, lngLat }) => {
    const { onClick, pickable = [] } = current.current
    const [hit] = map.queryRenderedFeatures(point, { layers: pickable.filter((id) => map.getLayer(id)) })
    const { lng, lat } = lngLat.wrap()
    onClick?.([lng, lat], hit ? { layer: hit.layer.id, properties: hit.properties } : null)
  })
  return map
}
