import { failing, firstOf } from './failings'
import { isEjected, isQuarantined } from './filters'
import type { FleetNode } from './types'

const drained = firstOf(failing('drained'))

/** In how many seconds the node comes back, where it is ejected and nothing else that the filter which it fails first looks at. */
export function setAsideForS(node: FleetNode, first: number, now: number): number | null {
  if (first !== drained || !isEjected(node, now) || node.status !== 'serving' || node.drained) return null
  if (isQuarantined(node, now)) return null
  return Math.ceil((node.ejectedUntil! - now) / 1000)
}
