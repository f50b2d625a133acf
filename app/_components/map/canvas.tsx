'use client'
import 'maplibre-gl/dist/maplibre-gl.css'
import { type GeoJSONSource, type MapLayerMouseEvent, Map as MapLibre, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import { useEffect, useRef, useState } from 'react'
import type { Flow, OriginSpot } from '@/server/control/services/stats/schemas'
import type { FleetChange, FleetStore } from '../../_lib/fleet-store'
import { type Theme, zoneHue, zoneHues } from '../../_lib/theme/tokens'
import type { ZoneLook } from '../../_lib/use-zones'
import { flowFeatures, labelFeatures, nodeFeature, originFeatures } from './features'
import { hatch } from './hatch'
import { hatchName } from './layers/zones'
import { mapStyle } from './style'
import { zoneByCountry } from './zone-geography'

export type View = { lng: number; lat: number; zoom: number }
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

const world: [number, number, number, number] = [-150, -52, 160, 72]

export default function MapCanvas(props: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapLibre | null>(null)
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
        made = create(box.current, current)
      } catch {
        current.current.onFailed()
        return
      }
      made.once('load', () => alive && setMap(made))
    })
    return () => {
      alive = false
      made?.remove()
    }
  }, [])

  useEffect(() => {
    if (!map) return
    for (const slot of zoneHues.keys()) {
      const image = hatch(zoneHue(slot, theme).fill)
      if (map.hasImage(hatchName(slot))) map.updateImage(hatchName(slot), image)
      else map.addImage(hatchName(slot), image, { pixelRatio: 2 })
    }
    map.setStyle(mapStyle({ theme, zones: [...zones.values()], selectedZone, selectedNode }), { diff: true })
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

  return <div ref={box} className="absolute inset-0" data-ready={map !== null} />
}

const source = (map: MapLibre, id: string) => map.getSource(id) as GeoJSONSource

function create(container: HTMLElement, current: { current: Props }): MapLibre {
  setWorkerUrl('/map/worker.mjs')
  const { theme, zones, selectedZone, selectedNode, view } = current.current
  const map = new MapLibre({
    container,
    style: mapStyle({ theme, zones: [...zones.values()], selectedZone, selectedNode }),
    ...(view ? { center: [view.lng, view.lat], zoom: view.zoom } : { bounds: world, fitBoundsOptions: { padding: 8 } }),
    minZoom: 0.2,
    maxZoom: 9,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: { compact: true },
    fadeDuration: 0,
    validateStyle: process.env.NODE_ENV !== 'production',
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right')
  map.getCanvas().setAttribute('aria-label', 'World map of zones, nodes and traffic. The table view has the same data.')
  map.on('moveend', (event) => {
    if (!('originalEvent' in event) || !event.originalEvent) return
    const { lng, lat } = map.getCenter()
    current.current.onView({ lng, lat, zoom: map.getZoom() })
  })
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
  else props.onZone(hit ? (zoneByCountry(props.zones.values()).get(hit.properties.iso as string) ?? null) : null)
}

async function openCluster(map: MapLibre, { coordinates }: GeoJSON.Point, id: number): Promise<void> {
  const zoom = await source(map, 'nodes').getClusterExpansionZoom(id)
  map.easeTo({ center: coordinates as [number, number], zoom: Math.min(zoom, 8) })
}
