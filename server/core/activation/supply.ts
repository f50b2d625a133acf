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

/** What a node adds to a tally: owners by number, so that their names are looked up once a node, however many tallies count it. */
export type Share = { slots: number; free: number; operator: number; network: number }

/** Shares of one numbering: tallies of several do not mix. */
export function createShares(): (node: FleetNode) => Share {
  const [operators, networks] = [new Map<string, number>(), new Map<string, number>()]
  return (node) => ({
    slots: node.slots,
    free: freeSlots(node),
    operator: numberOf(operators, node.operator),
    network: numberOf(networks, node.network),
  })
}

function numberOf(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name)
  if (known !== undefined) return known
  numbers.set(name, numbers.size)
  return numbers.size - 1
}

/** Adds up shares one by one, or what another has added up of other nodes; `total` may be asked at any time. */
export class Tally {
  private readonly byOperator = new Map<number, number>()
  private readonly byNetwork = new Map<number, number>()
  private nodes = 0
  private slots = 0
  private free = 0

  add({ slots, free, operator, network }: Share): void {
    this.nodes++
    this.slots += slots
    this.free += free
    addTo(this.byOperator, operator, slots)
    addTo(this.byNetwork, network, slots)
  }

  addAll(other: Tally): void {
    this.nodes += other.nodes
    this.slots += other.slots
    this.free += other.free
    for (const [operator, slots] of other.byOperator) addTo(this.byOperator, operator, slots)
    for (const [network, slots] of other.byNetwork) addTo(this.byNetwork, network, slots)
  }

  total(): Supply {
    const { byOperator, byNetwork, nodes, slots, free } = this
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
  }
}

function addTo(sums: Map<number, number>, key: number, by: number): void {
  sums.set(key, (sums.get(key) ?? 0) + by)
}

function largest(shares: ReadonlyMap<number, number>): number {
  let most = 0
  for (const share of shares.values()) if (share > most) most = share
  return most
}
