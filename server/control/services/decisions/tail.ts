// The live tail. Rows reach Postgres a little out of order (each router drains its own spool), so every look goes
// back over the last seconds and leaves out what was sent already. A client that comes back first gets all it missed. One that
// puts the tail on top of a list is told the seconds before its newest row once more, for the same reason: it knows a row by its id.

import type { z } from 'zod'
import { uuidv7Floor, uuidv7Time } from '@/server/platform/db/partitions'
import { requireAccess } from '../../access'
import { reachOf } from '../../reach'
import type { Following } from '../../verb'
import { namer } from '../nodes/visible'
import { waiting } from '../waiting'
import { requireNodeFilter } from './node-filter'
import { columns, type DecisionRecord, toDecisionRow } from './row'
import type { TailEvent, tailInput } from './schemas'
import { isUuid } from './uuid'
import { whereOf } from './where'

const everyMs = 500
const overlapMs = 10_000
const pageRows = 500
/** Newest rows of one look; what is beyond is counted, since nobody can read so much. */
const lookRows = 2000

export async function* tailDecisions({ ctx, input, signal }: Following<z.output<typeof tailInput>>): AsyncGenerator<TailEvent> {
  requireAccess(ctx.actor, 'read')
  const { actor } = ctx
  const { pool, replica, now } = ctx.control
  const { lastEventId, listed, ...filters } = input
  const sent = new Map<string, number>()

  // Every look anew: what the actor reaches follows the configuration.
  const look = async (range: string, value: string, order: string) => {
    const snapshot = replica.snapshot()
    const reach = reachOf(actor, snapshot.config)
    const mayName = namer(reach, snapshot)
    requireNodeFilter(filters.node, mayName)
    const where = whereOf(filters, reach)
    const sql = `SELECT ${columns} FROM decisions WHERE ${where.sql} AND id ${range} $${where.params.push(value)}::uuid ORDER BY id ${order}`
    const { rows } = await pool.query<DecisionRecord>(sql, where.params)
    const fresh = rows.filter((row) => !sent.has(row.id))
    for (const row of fresh) sent.set(row.id, row.at.getTime())
    return { full: rows.length, items: fresh.map((row) => toDecisionRow(row, mayName)) }
  }

  let from = uuidv7Floor(new Date(now()))
  if (listed !== undefined) {
    const newest = lastEventId ?? listed
    const at = newest !== null && isUuid(newest) ? Math.min(now(), uuidv7Time(newest)) : now()
    from = uuidv7Floor(new Date(at - overlapMs))
  } else if (lastEventId && isUuid(lastEventId)) {
    for (let cursor = lastEventId; !signal?.aborted; ) {
      const { full, items } = await look('>', cursor, `ASC LIMIT ${pageRows}`)
      if (items.length > 0) yield { items, skipped: 0 }
      if (full < pageRows) break
      cursor = items.at(-1)?.id ?? cursor
    }
    sent.set(lastEventId, now())
    from = lastEventId
  }
  while (!signal?.aborted) {
    const { full, items } = await look('>=', from, `DESC LIMIT ${lookRows}`)
    if (items.length > 0) yield { items: items.reverse(), skipped: full === lookRows && items.length === lookRows ? 1 : 0 }
    const horizon = now() - overlapMs
    const floor = uuidv7Floor(new Date(horizon))
    if (floor > from) from = floor
    for (const [id, at] of sent) if (at < horizon - overlapMs) sent.delete(id)
    await waiting(everyMs, signal)
  }
}
