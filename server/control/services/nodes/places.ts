// Where the nodes of a filtered list are, for a picture a hand wide: counts by a coarse grid, so that 100,000 nodes are a few hundred spots.

import type { z } from 'zod'
import type { LngLat } from '@/server/core/geo/place'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { matchingNodes } from './matching'
import type { NodePlaces, NodeRow, NodeSpot, nodePlacesInput } from './schemas'

/** About two pixels of the picture. */
const gridDegrees = 2

export async function nodePlaces({ ctx, input }: Verb<z.output<typeof nodePlacesInput>>): Promise<NodePlaces> {
  requireAccess(ctx.actor, 'read')
  const rows = matchingNodes(ctx, input)
  const spots = new Map<string, NodeSpot>()
  for (const row of rows) {
    const at = row.point && gridCentre(row.point)
    const key = `${at} ${row.country}`
    const spot = spots.get(key) ?? { at, country: row.country, nodes: 0, live: 0 }
    spot.nodes++
    if (isLive(row)) spot.live++
    spots.set(key, spot)
  }
  return { total: rows.length, spots: [...spots.values()].sort((a, b) => b.nodes - a.nodes) }
}

const isLive = ({ condition }: NodeRow) => condition === 'live'

function gridCentre([lng, lat]: LngLat): LngLat {
  const centre = (value: number) => (Math.floor(value / gridDegrees) + 0.5) * gridDegrees
  return [centre(lng), centre(lat)]
}
