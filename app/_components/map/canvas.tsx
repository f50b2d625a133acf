'use client'
import type { GeoJSONSource, MapLayerMouseEvent, Map as MapLibre } from 'maplibre-gl'
import { useEffect, useMemo, useRef } from 'react'
import type { FleetSpot } from '@/server/control/services/nodes/schemas'
import type { Flow, OriginSpot } from '@/server/control/services/stats/schemas'
import type { FleetStore } from '../../_lib/fleet-store'
import type { Theme } from '../../_lib/theme/tokens'
import type { ZoneLook } from '../../_lib/use-zones'
import { type View, viewOf } from './create-map'
import { flowFeatures, labelFeatures, originFeatures } from './features'
import { fleetFeatures } from './fleet-features'
import type { Lens } from './layers/lens'
import { MapBox } from './map-box'
import { closeZoom } from './sight'
import { mapStyle } from './style'
import { useMap } from './use-map'
import { zoneByCountry } from './zone-geography'

type Props = {
  theme: Theme
  zones: ReadonlyMap<string, ZoneLook>
  areas: GeoJSON.FeatureCollection | null
  fleet: FleetStore<FleetSpot>
  lens: Lens | null
  origins: readonly OriginSpot[]
  flows: readonly Flow[]
  selectedZone: string | null
  selectedNode: string | null
  view: View | null
  onView: (view: View) => void
  /** Wherever it looks now, also where the user did not lead it. */
  onLook: (view: View) => void
  onZone: (code: string | null) => void
  onNode: (id: string) => void
  onFailed: () => void
}

export default function MapCanvas(props: Props) {
  const { theme, zones, areas, fleet, lens, origins, flows, selectedZone, selectedNode, view, onView, onFailed } = props
  const style = useMemo(
    () => mapStyle({ theme, zones: [...zones.values()], lens, selectedZone, selectedNode }),
    [theme, zones, lens, selectedZone, selectedNode],
  )
  const current = useRef(props)
  current.current = props
  const { box, map } = useMap({
    theme,
    style,
    label,
    view,
    onView,
    onFailed,
    onReady: (ready) => {
      for (const id of ['clusters', 'nodes', 'zone-fill', 'area-fill']) {
        ready.on('mouseenter', id, () => ready.getCanvas().style.setProperty('cursor', 'pointer'))
        ready.on('mouseleave', id, () => ready.getCanvas().style.removeProperty('cursor'))
      }
      ready.on('click', (event) => onClick(ready, event, current.current))
      ready.on('moveend', () => current.current.onLook(viewOf(ready)))
    },
  })
  useEffect(() => void (map && source(map, 'labels').setData(labelFeatures(zones.values(), lens === null))), [map, zones, lens])
  useEffect(() => void (map && areas && source(map, 'areas').setData(areas)), [map, areas])
  useEffect(() => void (map && source(map, 'origins').setData(originFeatures(origins))), [map, origins])
  useEffect(() => void (map && source(map, 'flows').setData(flowFeatures(flows, zones))), [map, flows, zones])
  useEffect(() => {
    if (!map) return
    const draw = () => source(map, 'nodes').setData(fleetFeatures(fleet.nodes().values()))
    draw()
    return fleet.subscribe(draw)
  }, [map, fleet])

  return <MapBox ref={box} map={map} />
}

const label = 'World map of zones, nodes and traffic. The table view has the same data.'
const source = (map: MapLibre, id: string) => map.getSource(id) as GeoJSONSource

/** What is on top wins: cluster, node, drawn area, country. Anything else clears the selection. */
function onClick(map: MapLibre, event: MapLayerMouseEvent, props: Props): void {
  const present = ['clusters', 'nodes', 'area-fill', 'zone-fill'].filter((id) => map.getLayer(id))
  const [hit] = map.queryRenderedFeatures(event.point, { layers: present })
  if (hit?.layer.id === 'clusters') void openCluster(map, hit.geometry as GeoJSON.Point, hit.properties.cluster_id as number | undefined)
  else if (hit?.layer.id === 'nodes') props.onNode(hit.properties.id as string)
  else if (hit?.layer.id === 'area-fill') props.onZone(hit.properties.code as string)
  else if (hit) props.onZone(zoneByCountry(props.zones.values()).get(hit.properties.iso as string) ?? null)
  else if (props.selectedZone !== null || props.selectedNode !== null) props.onZone(null)
}

/** `id`: none where nodes are too close together to be told apart from afar. */
async function openCluster(map: MapLibre, { coordinates }: GeoJSON.Point, id: number | undefined): Promise<void> {
  const zoom = id === undefined ? closeZoom : await source(map, 'nodes').getClusterExpansionZoom(id)
  map.easeTo({ center: coordinates as [number, number], zoom: Math.min(zoom, closeZoom + 1) })
}
