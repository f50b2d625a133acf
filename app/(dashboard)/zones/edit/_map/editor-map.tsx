'use client'
import type { FeatureCollection } from 'geojson'
import type { GeoJSONSource, Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { MultiPolygon } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import { type View, viewOf } from '../../../../_components/map/create-map'
import { MapBox } from '../../../../_components/map/map-box'
import { useMap } from '../../../../_components/map/use-map'
import { token, zoneHue } from '../../../../_lib/theme/tokens'
import type { Tool } from '../search-params'
import { createDrawing, type Drawing, type DrawingEvents } from './drawing'
import { type EditorLook, editorStyle, type liveSources } from './editor-style'

type Props = {
  look: EditorLook
  data: Readonly<Record<(typeof liveSources)[number], FeatureCollection>>
  tool: Tool
  /** The selected zone's shapes, where the tool can hold them. */
  shapes: MultiPolygon['coordinates']
  slot: number
  selectedShape: number | null
  view: View | null
  /** What was chosen beside the map, to be brought to its middle; another object each time. */
  shown: { at: LngLat } | null
  onView: (view: View) => void
  onCountry: (iso: string) => void
  onZone: (code: string) => void
  /** `index` of the one that was dragged; null: a new one. */
  onAnchor: (at: LngLat, index: number | null) => void
  onFailed: () => void
} & DrawingEvents

export default function EditorMap(props: Props) {
  const { look, data, tool, shapes, slot, selectedShape, view, shown, onView, onFailed } = props
  const style = useMemo(() => editorStyle(look), [look])
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const current = useRef(props)
  current.current = props
  const { box, map } = useMap({
    theme: look.theme,
    style,
    label,
    view,
    onView,
    onFailed,
    onReady: (ready) => {
      ready.on('click', (event) => onClick(ready, event, current.current))
      dragAnchors(ready, () => current.current)
      const tools = createDrawing(ready, () => current.current)
      setDrawing(tools)
      return () => tools.stop()
    },
  })

  useEffect(() => void (map && source(map, 'areas').setData(data.areas)), [map, data.areas])
  useEffect(() => void (map && source(map, 'overlaps').setData(data.overlaps)), [map, data.overlaps])
  useEffect(() => void (map && source(map, 'dots').setData(data.dots)), [map, data.dots])
  useEffect(() => void (map && source(map, 'fleet').setData(data.fleet)), [map, data.fleet])
  useEffect(() => void (map && source(map, 'anchors').setData(data.anchors)), [map, data.anchors])
  useEffect(() => void (map && source(map, 'problems').setData(data.problems)), [map, data.problems])
  useEffect(() => void (map && source(map, 'labels').setData(data.labels)), [map, data.labels])

  useEffect(() => {
    if (!map || !shown) return
    map.easeTo({ center: [...shown.at] })
    map.once('moveend', () => current.current.onView(viewOf(map)))
  }, [map, shown])
  useEffect(() => {
    const { fill, ink } = zoneHue(slot, look.theme)
    drawing?.paint({ fill: hex(fill), ink: hex(ink), surface: hex(token('surface', look.theme)) })
  }, [drawing, slot, look.theme])
  useEffect(() => drawing?.use(tool), [drawing, tool])
  useEffect(() => drawing?.show(shapes), [drawing, shapes])
  useEffect(() => {
    if (tool === 'select') drawing?.select(selectedShape)
  }, [drawing, tool, selectedShape])

  return <MapBox ref={box} map={map} data-tool={tool} data-overlaps={data.overlaps.features.length} />
}

const label = 'Map of the draft. Everything on it can be edited in the form beside it too.'
const source = (map: MapLibre, id: (typeof liveSources)[number]) => map.getSource(id) as GeoJSONSource
const hex = (colour: string) => colour as `#${string}`

/** While a shape is drawn the tool has the clicks. */
function onClick(map: MapLibre, event: MapMouseEvent, { tool, onAnchor, onCountry, onZone, look }: Props): void {
  const { lng, lat } = event.lngLat.wrap()
  if (tool === 'anchor' && !anchorAt(map, event, look.selected)) onAnchor([lng, lat], null)
  if (tool !== 'countries' && tool !== 'look') return
  const layers = tool === 'look' ? ['area-fill', 'land'] : ['land']
  const [hit] = map.queryRenderedFeatures(event.point, { layers: layers.filter((id) => map.getLayer(id)) })
  if (!hit) return
  if (hit.layer.id === 'area-fill') onZone(hit.properties.code as string)
  else if (tool === 'countries') onCountry(hit.properties.iso as string)
  else {
    const zone = look.byCountry.get(hit.properties.iso as string)
    if (zone) onZone(zone.code)
  }
}

const anchorAt = (map: MapLibre, event: MapMouseEvent, zone: string | null) =>
  map.queryRenderedFeatures(event.point, { layers: ['anchors'] }).find(({ properties }) => properties.code === zone)

/** With the anchor tool, anchors of the selected zone can be taken hold of and put elsewhere; over one the pointer says so. */
function dragAnchors(map: MapLibre, props: () => Props): void {
  let isHeld = false
  const point = (cursor: 'grab' | 'grabbing' | '') => map.getCanvas().style.setProperty('cursor', cursor)
  const anchorUnder = (event: MapMouseEvent) => {
    const { tool, look } = props()
    return tool === 'anchor' ? anchorAt(map, event, look.selected) : undefined
  }
  map.on('mousemove', (event) => {
    // The other tools have pointers of their own.
    if (!isHeld && props().tool === 'anchor') point(anchorUnder(event) ? 'grab' : '')
  })
  map.on('mousedown', (event) => {
    const held = anchorUnder(event)
    if (!held) return
    event.preventDefault()
    isHeld = true
    point('grabbing')
    map.once('mouseup', (end) => {
      isHeld = false
      point('')
      const { lng, lat } = end.lngLat.wrap()
      if (end.point.dist(event.point) > 2) props().onAnchor([lng, lat], held.properties.index as number)
    })
  })
}
