// The live tail. Rows reach Postgres a little out of order (each router drains its own spool), so every look goes
// back over the last seconds and leaves out what was sent already. What a router could not drain while it was cut off comes far
// later: now and then a look goes back to where the tail began. A client that comes back first gets all it missed. One that puts
// the tail on top of a list is told the seconds before its newest row once more, for the same reason: it knows a row by its id.

import type { Pool } from 'pg'
import type { z } from 'zod'
import { uuidv7Floor, uuidv7Time } from '@/server/platform/db/partitions'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { reachOf } from '../../reach'
import type { Following } from '../../verb'
import { namer } from '../nodes/visible'
import { waiting } from '../waiting'
import { requireNodeFilter } from './node-filter'
import { columns, type DecisionRecord, toDecisionRow } from './row'
import type { DecisionRow, TailEvent, tailInput } from './schemas'
import { isUuid } from './uuid'
import { whereOf } from './where'

const everyMs = 500
const overlapMs = 10_000
const dayMs = 86_400_000
const wholeEveryMs = 10_000
/** So many times what it took passes before the next look at the whole: rows that match may be few among millions. */
const wholeRest = 50
const pageRows = 500
/** Newest rows of one look; what is beyond is counted, since nobody can read so much. */
const lookRows = 2000

type Input = z.output<typeof tailInput>
type Look = (range: '>' | '>=', id: string, order: 'ASC' | 'DESC') => Promise<{ items: DecisionRow[]; isFull: boolean; oldest: string }>

export async function* tailDecisions({ ctx, input, signal }: Following<Input>): AsyncGenerator<TailEvent> {
  requireAccess(ctx.actor, 'read')
  const { now, pool } = ctx.control
  const goesOnAfter = input.listed === undefined ? idOf(input.lastEventId) : null
  const sent = new Set(goesOnAfter === null ? [] : [goesOnAfter])
  const look = lookWithout(sent, ctx, input)
  let { begin, from } = startOf(input, (await timeInLog(pool, uuidv7Floor(new Date(now() - dayMs)), now())) ?? now())
  if (goesOnAfter !== null) yield* missedSince(goesOnAfter, look, sent, signal)
  for (let wholeAt = now() + wholeEveryMs; !signal?.aborted; await waiting(everyMs, signal)) {
    const { items, isFull } = await look('>=', from, 'DESC')
    if (items.length > 0) yield { items, skipped: isFull && items.length === lookRows ? 1 : 0 }
    const time = await timeInLog(pool, from, now())
    const horizon = time === null ? from : uuidv7Floor(new Date(time - overlapMs))
    if (horizon > from) from = horizon
    if (now() < wholeAt) continue
    const startedAt = performance.now()
    // Where that takes longer than a query may, the tail goes on without.
    const whole = await look('>=', begin, 'DESC').catch(() => null)
    if (whole && whole.items.length > 0) yield { items: whole.items, skipped: 0 }
    if (whole?.isFull) begin = whole.oldest
    for (const id of sent) if (id < begin) sent.delete(id)
    wholeAt = now() + Math.max(wholeEveryMs, wholeRest * (performance.now() - startedAt))
  }
}

/** Where to go on after an event: a row that came late does not lead back. */
export function newestOf(before: string, { items }: TailEvent): string {
  const last = items.at(-1)?.id ?? before
  return last > before ? last : before
}

/** What time it is in the log, if anything is in it since then: routers date its rows, and a clock of theirs may be behind. */
async function timeInLog(pool: Pool, since: string, now: number): Promise<number | null> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM decisions WHERE id >= $1 ORDER BY id DESC LIMIT 1', [since])
  return rows[0] ? Math.min(now, uuidv7Time(rows[0].id) + 1) : null
}

/** `begin`: from where on the reader is owed every row; `from`: where to look first. */
function startOf({ listed, lastEventId, from }: Input, now: number): { begin: string; from: string } {
  const last = idOf(lastEventId)
  if (listed === undefined) {
    const begin = last ?? uuidv7Floor(new Date(now))
    return { begin, from: begin }
  }
  const before = (id: string | null) => uuidv7Floor(new Date((id === null ? now : Math.min(now, uuidv7Time(id))) - overlapMs))
  const newest = idOf(listed)
  const begin = newest === null && from !== undefined ? uuidv7Floor(new Date(from)) : before(newest)
  return { begin, from: before(last ?? newest) }
}

const idOf = (text: string | null | undefined): string | null => (text && isUuid(text) ? text.toLowerCase() : null)

async function* missedSince(id: string, look: Look, sent: Set<string>, signal: AbortSignal | undefined): AsyncGenerator<TailEvent> {
  for (let cursor = id; !signal?.aborted; ) {
    const { items, isFull } = await look('>', cursor, 'ASC')
    if (items.length > 0) yield { items, skipped: 0 }
    // Of a night's millions no look goes back further than over the newest.
    for (const oldest of sent) if (sent.size > lookRows) sent.delete(oldest)
    if (!isFull) break
    cursor = items.at(-1)?.id ?? cursor
  }
}

/** Every look anew: what the actor reaches follows the configuration. Rows in the order of their ids. */
function lookWithout(sent: Set<string>, { actor, control }: Ctx, { lastEventId, listed, ...filters }: Input): Look {
  requireAccess(actor, 'read')
  const { pool, replica } = control
  return async (range, id, order) => {
    const snapshot = replica.snapshot()
    const reach = reachOf(actor, snapshot.config)
    const mayName = namer(reach, snapshot)
    requireNodeFilter(filters.node, mayName)
    const where = whereOf(filters, reach)
    const limit = order === 'ASC' ? pageRows : lookRows
    const sql = `SELECT ${columns} FROM decisions WHERE ${where.sql} AND id ${range} $${where.params.push(id)}::uuid ORDER BY id ${order} LIMIT ${limit}`
    const { rows } = await pool.query<DecisionRecord>(sql, where.params)
    if (order === 'DESC') rows.reverse()
    const fresh = rows.filter((row) => !sent.has(row.id))
    for (const row of fresh) sent.add(row.id)
    return { items: fresh.map((row) => toDecisionRow(row, mayName)), isFull: rows.length === limit, oldest: rows[0]?.id ?? id }
  }
}
