import type { z } from 'zod'
import { trustLevels } from '@/server/core/config/schema'
import type { FleetNode } from '@/server/core/routing/types'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { firstInOrder } from './first-in-order'
import { matchingNodes } from './matching'
import { conditionOf, freeSlots, toNodeRow } from './row'
import type { Facet, listNodesInput, NodeList } from './schemas'

type Input = z.output<typeof listNodesInput>

/** From memory: the fleet is here already. The cursor is the id of the last node seen, under the same filters and order. */
export async function listNodes({ ctx, input }: Verb<Input>): Promise<NodeList> {
  requireAccess(ctx.actor, 'read')
  const { replica, now } = ctx.control
  const at = now()
  const nodes = matchingNodes(ctx, input)
  const order = orderOf(input)
  const seen = input.cursor === undefined ? undefined : nodes.find(({ id }) => id === input.cursor)
  if (input.cursor !== undefined && seen === undefined)
    throw new ServiceError('invalid_request', 'cursor: this list holds no such node (any more). Begin again without it.')
  const rest = seen === undefined ? nodes : nodes.filter((node) => order(node, seen) > 0)
  const reach = reachOf(ctx.actor, replica.snapshot().config)
  const items = firstInOrder(rest, input.limit, order).map((node) => toNodeRow(node, reach, at))
  return {
    items,
    nextCursor: rest.length > items.length ? (items.at(-1)?.id ?? null) : null,
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

type Order = (a: FleetNode, b: FleetNode) => number

function orderOf({ sort, order }: Pick<Input, 'sort' | 'order'>): Order {
  const direction = order === 'desc' ? -1 : 1
  const value = sortKeys[sort]
  return (a, b) => {
    const [x, y] = [value(a), value(b)]
    return x < y ? -direction : x > y ? direction : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
  }
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

function facet(nodes: readonly FleetNode[], read: (node: FleetNode) => string | readonly string[]): Facet {
  const counts = new Map<string, number>()
  const add = (value: string) => counts.set(value, (counts.get(value) ?? 0) + 1)
  for (const node of nodes) {
    const value = read(node)
    if (typeof value === 'string') add(value)
    else value.forEach(add)
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
