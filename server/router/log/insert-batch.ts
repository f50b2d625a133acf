import type { Pool, PoolClient } from 'pg'
import { rowEnd } from './copy-writer'
import { insertRows } from './insert-rows'
import type { SpooledRows } from './read-batch'
import type { RecordKind } from './record'

export type Rejected = { record: SpooledRows; reason: string }

/** Decisions before how their leases ended. */
const kinds: readonly RecordKind[] = ['d', 'D', 'E', 'o', 'O']

/** Puts the rows into Postgres, each at most once however often it is called; returns those that no table takes. */
export async function insertBatch(pool: Pool, records: readonly SpooledRows[]): Promise<Rejected[]> {
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    const rejected: Rejected[] = []
    for (const kind of kinds) {
      const all = records.filter((record) => record.kind === kind)
      if (all.length > 0) rejected.push(...(await insertOrSplit(client, kind, all)))
    }
    return rejected
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
