import type { z } from 'zod'
import { trustLevels } from '@/server/core/config/schema'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { matchingNodes } from './matching'
import type { Facet, listNodesInput, NodeList, NodeRow } from './schemas'

type Input = z.output<typeof listNodesInput>

/** From memory: the fleet is here already. The cursor is the id of the last node seen, under the same filters and order. */
export async function listNodes({ ctx, input }: Verb<Input>): Promise<NodeList> {
  requireAccess(ctx.actor, 'read')
  const rows = matchingNodes(ctx, input)
  const direction = input.order === 'desc' ? -1 : 1
  rows.sort((a, b) => direction * compare(a, b, input.sort) || (a.id < b.id ? -1 : 1))
  const start = input.cursor === undefined ? 0 : rows.findIndex((row) => row.id === input.cursor) + 1
  if (input.cursor !== undefined && start === 0)
    throw new ServiceError('invalid_request', 'cursor: this list holds no such node (any more). Begin again without it.')
  const items = rows.slice(start, start + input.limit)
  return {
    items,
    nextCursor: start + input.limit < rows.length ? (items.at(-1)?.id ?? null) : null,
    total: rows.length,
    facets: {
      zone: facet(rows.map((row) => row.zone ?? 'none')),
      country: facet(rows.map((row) => row.country ?? 'none')),
      trust: facet(rows.map((row) => row.trust)),
      condition: facet(rows.map((row) => row.condition)),
      model: facet(rows.flatMap((row) => row.models)),
    },
  }
}

function compare(a: NodeRow, b: NodeRow, sort: Input['sort']): number {
  if (sort === 'trust') return trustLevels.indexOf(a.trust) - trustLevels.indexOf(b.trust)
  const [x, y] = [a[sort] ?? '', b[sort] ?? '']
  return x < y ? -1 : x > y ? 1 : 0
}

function facet(values: string[]): Facet {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
