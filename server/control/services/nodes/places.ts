// Where the nodes of a filtered list are, for a picture a hand wide: counts by a coarse grid, so that 100,000 nodes are a few hundred spots.

import type { z } from 'zod'
import type { LngLat } from '@/server/core/geo/place'
import { requireAccess } from '../../access'
import { fleetTime } from '../../fleet-time'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { matchingNodes } from './matching'
import { conditionOf, pointOf } from './row'
import type { NodePlaces, NodeSpot, nodePlacesInput } from './schemas'

/** About two pixels of the picture. */
const gridDegrees = 2

export async function nodePlaces({ ctx, input }: Verb<z.output<typeof nodePlacesInput>>): Promise<NodePlaces> {
  requireAccess(ctx.actor, 'read')
  const nodes = matchingNodes(ctx, input)
  const reach = reachOf(ctx.actor, ctx.control.replica.snapshot().config)
  const now = fleetTime(ctx.control)
  const spots = new Map<string, NodeSpot>()
  for (const node of nodes) {
    const { country } = node.geo.verdict.place
    const point = pointOf(node, reach)
    const at = point && gridCentre(point)
    const key = `${at?.[0]} ${at?.[1]} ${country}`
    const spot = spots.get(key) ?? { at, country, nodes: 0, live: 0 }
    spots.set(key, spot)
    spot.nodes++
    if (conditionOf(node, now) === 'live') spot.live++
  }
  return { total: nodes.length, spots: [...spots.values()].sort((a, b) => b.nodes - a.nodes) }
}

function gridCentre([lng, lat]: LngLat): LngLat {
  const centre = (value: number) => (Math.floor(value / gridDegrees) + 0.5) * gridDegrees
  return [centre(lng), centre(lat)]
}
