'use client'
import dynamic from 'next/dynamic'
import { useEffect, useMemo, useState } from 'react'
import { cellsADegree, type FleetPoint } from '@/server/control/services/nodes/schemas'
import type { Answer } from '@/server/control/services/simulator/schemas'
import type { LngLat } from '@/server/core/geo/place'
import { isWithin, spotsOf } from '@/server/core/geo/spots'
import type { View } from '../../../_components/map/create-map'
import { countryCentre, labelFeatures } from '../../../_components/map/features'
import { fleetFeatures } from '../../../_components/map/fleet-features'
import { flowArc } from '../../../_components/map/flow-arc'
import { MapPlace } from '../../../_components/map/map-place'
import { sightOf } from '../../../_components/map/sight'
import { nodeSource } from '../../../_components/map/style'
import { useTheme } from '../../../_lib/theme/use-theme'
import { useFleet, useFleetNodes } from '../../../_lib/use-fleet'
import { useZones } from '../../../_lib/use-zones'
import { askLayers } from './layers'

const WorldCanvas = dynamic(() => import('../../../_components/map/world-canvas'), { ssr: false, loading: MapPlace })

type Props = {
  at: LngLat | null
  country: string | null
  answer: Answer | null
  node: string | null
  view: View | null
  onView: (view: View) => void
  onPin: (at: LngLat) => void
  onNode: ((id: string) => void) | null
  onFailed: () => void
}

/** Where it is asked from and where it would run, over zones and nodes as they are. */
export function AskMap({ at, country, answer, node, view, onView, onPin, onNode, onFailed }: Props) {
  const { theme } = useTheme()
  const { zones } = useZones()
  const nodes = useStillFleet()
  const from = at ?? countryCentre(country)
  const nodeId = answer?.decision.nodeId ?? null
  const servedBy = nodeId === null ? undefined : nodes.get(nodeId)
  const served = servedBy?.at ?? countryCentre(answer?.decision.servedCountry ?? null)
  const layers = useMemo(() => askLayers(theme, [...zones.values()], node), [theme, zones, node])
  const fleet = useMemo(() => fleetFeatures(spotsInSight(nodes.values(), view)), [nodes, view])
  const labels = useMemo(() => labelFeatures(zones.values()), [zones])
  const pins = useMemo(
    () => ({ pin: collection(from ? [point(from)] : []), served: collection(served ? [point(served)] : []), way: way(from, served) }),
    [from, served],
  )
  const data = useMemo(() => ({ nodes: fleet, labels, ...pins }), [fleet, labels, pins])
  return (
    <WorldCanvas
      theme={theme}
      label="World map: click to ask from there. The fields beside it do the same."
      layers={layers}
      data={data}
      sources={sources}
      view={view}
      onView={onView}
      pickable={onNode ? pickable : []}
      onClick={(place, hit) => (hit && onNode ? onNode(hit.properties.id as string) : onPin(place))}
      onFailed={onFailed}
    />
  )
}

function spotsInSight(nodes: Iterable<FleetPoint>, view: View | null) {
  const { grain, within } = sightOf(view)
  const seen = Array.from(nodes).filter(({ at }) => at === null || !within || isWithin(at, within))
  return spotsOf(seen, cellsADegree[grain])
}

const pickable = ['nodes']
const sources = { nodes: nodeSource }

/** The fleet as it is when the screen opens: the question is about one moment, and the picture stays still. */
function useStillFleet() {
  const [isStill, setIsStill] = useState(false)
  const { store } = useFleet(isStill)
  const nodes = useFleetNodes(store)
  useEffect(() => {
    if (nodes.size > 0) setIsStill(true)
  }, [nodes])
  return nodes
}

const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features })
const point = ([lng, lat]: LngLat): GeoJSON.Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [lng, lat] },
  properties: {},
})

function way(from: LngLat | null, to: LngLat | null): GeoJSON.FeatureCollection {
  if (!from || !to) return collection([])
  return collection([{ type: 'Feature', geometry: { type: 'LineString', coordinates: flowArc(from, to) }, properties: {} }])
}
