import type { z } from 'zod'
import { requireAccess } from '../../access'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { namer } from '../nodes/visible'
import { requireNodeFilter } from './node-filter'
import { columns, type DecisionRecord, toDecisionRow } from './row'
import type { DecisionPage, listDecisionsInput } from './schemas'
import { whereOf } from './where'

/** Newest first, paged by key: the cursor is the last id seen. */
export async function listDecisions({ ctx, input }: Verb<z.output<typeof listDecisionsInput>>): Promise<DecisionPage> {
  requireAccess(ctx.actor, 'read')
  const snapshot = ctx.control.replica.snapshot()
  const reach = reachOf(ctx.actor, snapshot.config)
  const { cursor, limit, ...filters } = input
  const mayName = namer(reach, snapshot)
  requireNodeFilter(filters.node, mayName)
  const where = whereOf(filters, reach)
  const after = cursor === undefined ? '' : ` AND id < $${where.params.push(cursor)}::uuid`
  const { rows } = await ctx.control.pool.query<DecisionRecord>(
    `SELECT ${columns} FROM decisions WHERE ${where.sql}${after} ORDER BY id DESC LIMIT $${where.params.push(limit + 1)}`,
    where.params,
  )
  const items = rows.slice(0, limit).map((row) => toDecisionRow(row, mayName))
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
