import type { z } from 'zod'
import { trustLevels } from '@/server/core/config/schema'
import type { FleetNode } from '@/server/core/routing/types'
import { requireAccess } from '../../access'
import { fleetTime } from '../../fleet-time'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { fromCursor, type Place, toCursor } from './cursor'
import { firstInOrder } from './first-in-order'
import { matchingNodes } from './matching'
import { conditionOf, freeSlots, toNodeRow } from './row'
import type { Facet, listNodesInput, NodeList } from './schemas'

type Input = z.output<typeof listNodesInput>

/** From memory: the fleet is here already. A cursor holds under the same order. */
export async function listNodes({ ctx, input }: Verb<Input>): Promise<NodeList> {
  requireAccess(ctx.actor, 'read')
  const { replica } = ctx.control
  const at = fleetTime(ctx.control)
  const nodes = matchingNodes(ctx, input)
  const placeOf = placeIn(input.sort)
  const order = orderOf(input.order)
  const last = input.cursor === undefined ? null : fromCursor(input.cursor)
  const rest = last === null ? nodes : nodes.filter((node) => order(placeOf(node), last) > 0)
  const page = firstInOrder(rest, input.limit, (a, b) => order(placeOf(a), placeOf(b)))
  const reach = reachOf(ctx.actor, replica.snapshot().config)
  return {
    items: page.map((node) => toNodeRow(node, reach, at)),
    nextCursor: rest.length > page.length ? toCursor(placeOf(page.at(-1)!)) : null,
    total: nodes.length,
    facets: {
      zone: facet(nodes, (node) => node.geo.containment.label ?? 'none'),
      country: facet(nodes, (node) => node.geo.verdict.place.country ?? 'none'),
      trust: facet(nodes, (node) => node.geo.verdict.level),
      condition: facet(nodes, (node) => conditionOf(node, at)),
      model: facet(nodes, (node) => node.models),
    },
  }
}

function placeIn(sort: Input['sort']): (node: FleetNode) => Place {
  const value = sortKeys[sort]
  return (node) => [value(node), node.id]
}

function orderOf(order: Input['order']): (a: Place, b: Place) => number {
  const direction = order === 'desc' ? -1 : 1
  return ([x, a], [y, b]) => (x < y ? -direction : x > y ? direction : a < b ? -1 : a > b ? 1 : 0)
}

const sortKeys: Record<Input['sort'], (node: FleetNode) => string | number> = {
  id: ({ id }) => id,
  operator: ({ operator }) => operator,
  zone: ({ geo }) => geo.containment.label ?? '',
  trust: ({ geo }) => trustLevels.indexOf(geo.verdict.level),
  free: freeSlots,
  slots: ({ slots }) => slots,
  lastSeenAt: ({ lastSeenAt }) => lastSeenAt,
  firstSeenAt: ({ firstSeenAt }) => firstSeenAt,
}

/** Nodes name models as they like, and a page would be mostly names. */
const mostFacets = 500

function facet(nodes: readonly FleetNode[], read: (node: FleetNode) => string | readonly string[]): Facet {
  const counts = new Map<string, number>()
  const add = (value: string) => counts.set(value, (counts.get(value) ?? 0) + 1)
  for (const node of nodes) {
    const value = read(node)
    if (typeof value === 'string') add(value)
    else value.forEach(add)
  }
  const found = [...counts].map(([value, count]) => ({ value, count }))
  return found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, mostFacets)
}
