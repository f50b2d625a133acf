import type { Pool, PoolClient } from 'pg'
import { rowEnd } from './copy-writer'
import { insertRows } from './insert-rows'
import type { SpooledRows } from './read-batch'
import type { RecordKind } from './record'

export type Rejected = { record: SpooledRows; reason: string }

/** Decisions before how their leases ended. */
const kinds: readonly RecordKind[] = ['d', 'D', 'E', 'F', 'o', 'O']

/** From so many bytes on, rows go in two halves at once: a server process takes half as many as the router makes (2026-11). */
export const HALVED_BYTES = 1024 * 1024

/** Puts the rows into Postgres, each at most once however often it is called; returns those that no table takes. */
export async function insertBatch(pool: Pool, records: readonly SpooledRows[]): Promise<Rejected[]> {
  const rejected: Rejected[] = []
  const byKind = grouped(records)
  for (const kind of kinds) {
    const all = byKind.get(kind)
    if (all === undefined) continue
    // Both are over before anything is made of it: their bytes are not theirs to keep.
    for (const outcome of await Promise.allSettled(inHalves(all).map((half) => insertWith(pool, kind, half)))) {
      if (outcome.status === 'rejected') throw outcome.reason
      rejected.push(...outcome.value)
    }
  }
  return rejected
}

function grouped(records: readonly SpooledRows[]): Map<RecordKind, SpooledRows[]> {
  const byKind = new Map<RecordKind, SpooledRows[]>()
  for (const record of records) {
    const all = byKind.get(record.kind)
    if (all === undefined) byKind.set(record.kind, [record])
    else all.push(record)
  }
  return byKind
}

function inHalves(all: readonly SpooledRows[]): (readonly SpooledRows[])[] {
  const size = all.reduce((sum, { rows }) => sum + rows.length, 0)
  if (all.length < 2 || size < HALVED_BYTES) return [all]
  let at = 0
  for (let bytes = 0; at < all.length - 1 && bytes < size / 2; at++) bytes += all[at]!.rows.length
  return [all.slice(0, at), all.slice(at)]
}

async function insertWith(pool: Pool, kind: RecordKind, all: readonly SpooledRows[]): Promise<Rejected[]> {
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    return await insertOrSplit(client, kind, all)
  } catch (error) {
    failure = error as Error
    throw error
  } finally {
    client.release(failure)
  }
}

// One row that cannot be stored must not hold up all behind it: halve until it stands alone.
async function insertOrSplit(client: PoolClient, kind: RecordKind, all: readonly SpooledRows[]): Promise<Rejected[]> {
  try {
    await insertRows(client, kind, all)
    return []
  } catch (error) {
    if (!isDataError(error)) throw error
    const rows = all.length === 1 ? singleRows(all[0]!) : all
    if (rows.length === 1) return [{ record: rows[0]!, reason: (error as Error).message }]
    const half = rows.length >> 1
    return [...(await insertOrSplit(client, kind, rows.slice(0, half))), ...(await insertOrSplit(client, kind, rows.slice(half)))]
  }
}

function singleRows({ kind, count, rows }: SpooledRows): SpooledRows[] {
  if (count === 1) return [{ kind, count, rows }]
  const singles: SpooledRows[] = []
  for (let at = 0; at < rows.length; ) {
    const end = rowEnd(rows, at)
    singles.push({ kind, count: 1, rows: rows.subarray(at, end) })
    at = end
  }
  return singles
}

/** SQLSTATE classes 22 (data) and 23 (constraint): the row's own fault, which no retry mends. */
function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && (code.startsWith('22') || code.startsWith('23'))
}
