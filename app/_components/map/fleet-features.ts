// The fleet as its source holds it.

import type { FeatureCollection, Point } from 'geojson'
import type { FleetSpot } from '@/server/control/services/nodes/schemas'
import { trustLabels } from '../../_lib/labels'
import { collect, countryCentre, point } from './features'

export function fleetFeatures(spots: Iterable<FleetSpot>): FeatureCollection<Point> {
  return collect(
    Array.from(spots).flatMap(({ id, at, country, nodes, live, condition, trust, simulated }) => {
      const place = at ?? countryCentre(country)
      if (place === null) return []
      return [point(place, nodes > 1 ? { nodes, live } : { id, condition, letter: trustLabels[trust].letter, simulated })]
    }),
  )
}
