// What a set of nodes can serve, and on how many shoulders it rests. Operators are self-declared, so they never count
// for more than the distinct networks (n06), and where names outnumber networks the largest network stands in for the
// largest operator if it is larger: splitting one owner into ten names must not make the zone look safer.

import { isQuarantined } from '../routing/filters'
import { freeSlots } from '../routing/free-slots'
import type { FleetNode } from '../routing/types'

export type Supply = {
  nodes: number
  slots: number
  free: number
  operators: number
  networks: number
  /** Of the slots, 0..1. */
  largestOperatorShare: number
  slotsWithoutLargest: number
}

export function isLive(node: FleetNode, now: number): boolean {
  return now <= node.liveUntil && node.status !== 'left'
}

export function isServing(node: FleetNode, now: number): boolean {
  return isLive(node, now) && node.status === 'serving' && !node.drained && !isQuarantined(node, now)
}

/** Adds up nodes one by one; `total` may be asked at any time. */
export function createTally(): { add(node: FleetNode): void; total(): Supply } {
  const byOperator = new Map<string, number>()
  const byNetwork = new Map<string, number>()
  let nodes = 0
  let slots = 0
  let free = 0
  return {
    add(node) {
      nodes++
      slots += node.slots
      free += freeSlots(node)
      byOperator.set(node.operator, (byOperator.get(node.operator) ?? 0) + node.slots)
      byNetwork.set(node.network, (byNetwork.get(node.network) ?? 0) + node.slots)
    },
    total() {
      const largestNetwork = byOperator.size > byNetwork.size ? largest(byNetwork) : 0
      const largestOperator = Math.max(largest(byOperator), largestNetwork)
      return {
        nodes,
        slots,
        free,
        operators: Math.min(byOperator.size, byNetwork.size),
        networks: byNetwork.size,
        largestOperatorShare: slots === 0 ? 0 : largestOperator / slots,
        slotsWithoutLargest: slots - largestOperator,
      }
    },
  }
}

function largest(shares: ReadonlyMap<string, number>): number {
  let most = 0
  for (const share of shares.values()) if (share > most) most = share
  return most
}
