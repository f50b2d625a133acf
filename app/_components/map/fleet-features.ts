// The fleet as its source holds it. From afar nodes are clustered anyway, so those of a tenth of a degree go in as one spot: to hand
// over and cluster 100,000 one by one kept page and worker busy for two seconds (2026-11). Close up each goes in by itself, as far as in sight.

import type { Feature, FeatureCollection, Point } from 'geojson'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import { trustLabels } from '../../_lib/labels'
import type { Bounds, View } from './create-map'
import { collect, countryCentre, point } from './features'

/** From this zoom on nodes are drawn one by one. */
export const closeZoom = 7
/** A quarter of what clusters at the closest zoom that clusters. */
const spotsADegree = 10

/** `inSight`: by `sightOf`. A node of which nothing at all is known is in the table only. */
export function fleetFeatures(nodes: Iterable<FleetPoint>, inSight: Bounds | null): FeatureCollection<Point> {
  return collect(inSight === null ? spotFeatures(nodes) : closeFeatures(nodes, inSight))
}

/** A screen of 4096 pixels around what is looked at from close up; null from afar. */
export function sightOf({ lng, lat, zoom }: View): Bounds | null {
  if (zoom < closeZoom) return null
  const half = (360 * 4096) / 2 / (512 * 2 ** zoom)
  return [lng - half, lat - half, lng + half, lat + half]
}

type Spot = { first: FleetPoint; lng: number; lat: number; nodes: number; live: number }

function spotFeatures(nodes: Iterable<FleetPoint>): Feature<Point>[] {
  const spots = new Map<number, Spot>()
  for (const node of nodes) {
    const at = node.at ?? countryCentre(node.country)
    if (at === null) continue
    const key = Math.floor(at[0] * spotsADegree) * 10_000 + Math.floor(at[1] * spotsADegree)
    let spot = spots.get(key)
    if (spot === undefined) {
      spot = { first: node, lng: 0, lat: 0, nodes: 0, live: 0 }
      spots.set(key, spot)
    }
    spot.lng += at[0]
    spot.lat += at[1]
    spot.nodes++
    if (node.condition === 'live') spot.live++
  }
  return Array.from(spots.values(), ({ first, lng, lat, nodes, live }) =>
    nodes === 1 ? nodeFeature(first, [lng, lat]) : point([lng / nodes, lat / nodes], { nodes, live }),
  )
}

function closeFeatures(nodes: Iterable<FleetPoint>, [west, south, east, north]: Bounds): Feature<Point>[] {
  const features: Feature<Point>[] = []
  for (const node of nodes) {
    const at = node.at ?? countryCentre(node.country)
    if (at === null || at[1] < south || at[1] > north) continue
    // A map that was moved round the world counts its degrees on.
    const lng = at[0] + 360 * Math.ceil((west - at[0]) / 360)
    if (lng <= east) features.push(nodeFeature(node, at))
  }
  return features
}

function nodeFeature({ id, condition, trust, simulated }: FleetPoint, at: readonly [number, number]): Feature<Point> {
  return point([at[0], at[1]], { id, condition, letter: trustLabels[trust].letter, simulated })
}

/** Whether the map shows any of the nodes otherwise than before. */
export function isDrawnAnew(was: ReadonlyMap<string, FleetPoint>, nodes: Iterable<FleetPoint>): boolean {
  for (const node of nodes) if (!isDrawnAlike(was.get(node.id), node)) return true
  return false
}

/** Whether the map shows the one as it showed the other: how many slots are free is in the tables only. */
export function isDrawnAlike(old: FleetPoint | undefined, node: FleetPoint): boolean {
  return (
    old !== undefined &&
    old.condition === node.condition &&
    old.trust === node.trust &&
    old.country === node.country &&
    old.simulated === node.simulated &&
    old.at?.[0] === node.at?.[0] &&
    old.at?.[1] === node.at?.[1]
  )
}
