// A logged origin under another configuration. Of its point only the 0.5° cell was kept, so a drawn zone's edge is exact to
// half a cell; countries, subdivisions and the sources' order are what they were.

import type { CompiledConfig } from '../config/compiled'
import { contain } from '../config/contain'
import type { ZoneCode } from '../geo/place'
import { nearestOutside } from './nearest-zone'
import type { Origin } from './types'

export function relocateOrigin(origin: Origin, config: CompiledConfig): Origin {
  const { country, subdivision, cell, confidence, address } = origin
  if (origin.source === 'none') return origin
  const containment = contain(config, { country, subdivision, point: cell }, confidence)
  const isAddress = address !== null && address.place.country === country && address.place.subdivision === subdivision
  return {
    ...origin,
    containment,
    nearest: nearestOutside(cell, containment, config),
    address: address && {
      place: address.place,
      containment: isAddress ? containment : contain(config, { ...address.place, point: null }, confidence),
    },
  }
}

/** The zone that an origin leads to where nothing else is preferred. */
export function labelOf(origin: Origin, config: CompiledConfig): ZoneCode | null {
  const { containment, nearest } = relocateOrigin(origin, config)
  return containment.label ?? nearest
}
