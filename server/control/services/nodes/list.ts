import type { z } from 'zod'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { trustLevels } from '@/server/core/config/schema'
import { isMember } from '@/server/core/routing/membership'
import { requireAccess } from '../../access'
import { reaches, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { toNodeRow } from './row'
import type { Facet, listNodesInput, NodeList, NodeRow } from './schemas'
import { isVisible } from './visible'

type Input = z.output<typeof listNodesInput>

/** From memory: the fleet is here already. The cursor is the id of the last node seen, under the same filters and order. */
export async function listNodes({ ctx, input }: Verb<Input>): Promise<NodeList> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  const snapshot = control.replica.snapshot()
  const { config } = snapshot
  const reach = reachOf(ctx.actor, config)
  const now = control.now()
  const subcloud = input.subcloud === undefined || !reaches(reach, input.subcloud) ? undefined : config.subclouds.get(input.subcloud)
  const rows: NodeRow[] = []
  if (input.subcloud === undefined || subcloud) {
    for (const node of snapshot.fleet.nodes.values()) {
      if (!isVisible(node, reach, snapshot)) continue
      if (subcloud && !isMember(node, subcloud, config)) continue
      const row = toNodeRow(node, reach, now)
      if (matches(row, input, config)) rows.push(row)
    }
  }
  const direction = input.order === 'desc' ? -1 : 1
  rows.sort((a, b) => direction * compare(a, b, input.sort) || (a.id < b.id ? -1 : 1))
  const start = input.cursor === undefined ? 0 : rows.findIndex((row) => row.id === input.cursor) + 1
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

function matches(row: NodeRow, input: Input, config: CompiledConfig): boolean {
  if (input.zone !== undefined) {
    if (
      input.zone === 'none' ? row.zone !== null : row.zone === null || !(config.zones.get(input.zone)?.descendants.has(row.zone) ?? false)
    )
      return false
  }
  if (input.country !== undefined && row.country !== input.country) return false
  if (input.trust !== undefined && row.trust !== input.trust) return false
  if (input.condition !== undefined && row.condition !== input.condition) return false
  if (input.model !== undefined && !row.models.includes(input.model)) return false
  if (input.environment !== undefined && !row.environments.includes(input.environment)) return false
  if (input.operator !== undefined && row.operator !== input.operator) return false
  if (input.q !== undefined && input.q !== '') {
    const q = input.q.toLowerCase()
    return [row.id, row.operator, row.gpu, row.country ?? '', row.zone ?? '', ...row.models].some((text) => text.toLowerCase().includes(q))
  }
  return true
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
