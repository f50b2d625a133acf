import type { Place } from '../geo/place'
import type { FleetNode } from './types'

/** A node's place as far as anything may be built on it: null where evidence contradicts the claim. */
export function knownPlace(node: Pick<FleetNode, 'geo'>): Place | null {
  const { level, place } = node.geo.verdict
  return level === 'contradicted' || level === 'impossible' ? null : place
}
