'use client'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { GeoJSONSource, MapLayerMouseEvent, Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import { useEffect, useRef, useState } from 'react'
import type { Flow, OriginSpot } from '@/server/control/services/stats/schemas'
import type { FleetChange, FleetStore } from '../../_lib/fleet-store'
import type { Theme } from '../../_lib/theme/tokens'
import type { ZoneLook } from '../../_lib/use-zones'
import { applyStyle } from './apply-style'
import { createMap, onMoved, type View } from './create-map'
import { flowFeatures, labelFeatures, nodeFeature, originFeatures } from './features'
import { setImages } from './set-images'
import { mapStyle } from './style'
import { zoneByCountry } from './zone-geography'
import { ZoomButtons } from './zoom-buttons'

export type { View }

type Props = {
  theme: Theme
  zones: ReadonlyMap<string, ZoneLook>
  areas: GeoJSON.FeatureCollection | null
  fleet: FleetStore
  origins: readonly OriginSpot[]
  flows: readonly Flow[]
  selectedZone: string | null
  selectedNode: string | null
  view: View | null
  onView: (view: View) => void
  onZone: (code: string | null) => void
  onNode: (id: string) => void
  onFailed: () => void
}

export default function MapCanvas(props: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapLibre | null>(null)
  const drawn = useRef<StyleSpecification | null>(null)
  const current = useRef(props)
  current.current = props
  const { theme, zones, areas, fleet, origins, flows, selectedZone, selectedNode } = props

  useEffect(() => {
    let alive = true
    let made: MapLibre | null = null
    // Labels are drawn by the browser with the page's own font, which must be there first.
    void document.fonts.load('500 16px "Inter Variable"').then(() => {
      if (!alive || !box.current) return
      try {
        drawn.current = mapStyle(lookOf(current.current))
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
    const next = mapStyle(lookOf({ theme, zones, selectedZone, selectedNode }))
    applyStyle(map, drawn.current, next)
    drawn.current = next
  }, [map, theme, zones, selectedZone, selectedNode])

  useEffect(() => void (map && source(map, 'labels').setData(labelFeatures(zones.values()))), [map, zones])
  useEffect(() => void (map && areas && source(map, 'areas').setData(areas)), [map, areas])
  useEffect(() => void (map && source(map, 'origins').setData(originFeatures(origins))), [map, origins])
  useEffect(() => void (map && source(map, 'flows').setData(flowFeatures(flows, zones))), [map, flows, zones])
  useEffect(() => {
    if (!map) return
    const apply = (change: FleetChange) => {
      const features = change.upsert.flatMap((node) => nodeFeature(node) ?? [])
      if (change.full) source(map, 'nodes').setData({ type: 'FeatureCollection', features })
      else source(map, 'nodes').updateData({ add: features, remove: [...change.remove] })
    }
    apply({ full: true, upsert: [...fleet.nodes().values()], remove: [] })
    return fleet.subscribe(apply)
  }, [map, fleet])

  // MapLibre's own stylesheet positions its container, so the place is its parent's.
  return (
    <div className="absolute inset-0">
      <div ref={box} className="size-full" data-ready={map !== null} />
      <ZoomButtons map={map} />
    </div>
  )
}

const source = (map: MapLibre, id: string) => map.getSource(id) as GeoJSONSource

const lookOf = ({ theme, zones, selectedZone, selectedNode }: Pick<Props, 'theme' | 'zones' | 'selectedZone' | 'selectedNode'>) => ({
  theme,
  zones: [...zones.values()],
  selectedZone,
  selectedNode,
})

function create(container: HTMLElement, style: StyleSpecification, current: { current: Props }): MapLibre {
  const { theme, view } = current.current
  const map = createMap(container, style, view, 'World map of zones, nodes and traffic. The table view has the same data.')
  map.once('style.load', () => setImages(map, theme))
  onMoved(map, (next) => current.current.onView(next))
  for (const id of ['clusters', 'nodes', 'zone-fill', 'area-fill']) {
    map.on('mouseenter', id, () => map.getCanvas().style.setProperty('cursor', 'pointer'))
    map.on('mouseleave', id, () => map.getCanvas().style.removeProperty('cursor'))
  }
  map.on('click', (event) => onClick(map, event, current.current))
  return map
}

/** What is on top wins: cluster, node, drawn area, country. Anything else clears the selection. */
function onClick(map: MapLibre, event: MapLayerMouseEvent, props: Props): void {
  const present = ['clusters', 'nodes', 'area-fill', 'zone-fill'].filter((id) => map.getLayer(id))
  const [hit] = map.queryRenderedFeatures(event.point, { layers: present })
  if (hit?.layer.id === 'clusters') void openCluster(map, hit.geometry as GeoJSON.Point, hit.properties.cluster_id as number)
  else if (hit?.layer.id === 'nodes') props.onNode(hit.properties.id as string)
  else if (hit?.layer.id === 'area-fill') props.onZone(hit.properties.code as string)
  else if (hit) props.onZone(zoneByCountry(props.zones.values()).get(hit.properties.iso as string) ?? null)
  else if (props.selectedZone !== null || props.selectedNode !== null) props.onZone(null)
}

async function openCluster(map: MapLibre, { coordinates }: GeoJSON.Point, id: number): Promise<void> {
  const zoom = await source(map, 'nodes').getClusterExpansionZoom(id)
  map.easeTo({ center: coordinates as [number, number], zoom: Math.min(zoom, 8) })
}
