// The last logged jobs as `decide` can take them again, newest first. Retries are left out: they are the same job.

import type { Pool } from 'pg'
import { nowhere } from '@/server/core/config/contain'
import type { Confidence, Origin, OriginSource } from '@/server/core/origin/types'
import { storedQuestion, type TraceColumns } from '@/server/core/routing/stored/stored-trace'
import type { LoggedJob } from '@/server/core/routing/what-if'

/** Null: every job. An owner's are those of their Subclouds. */
export type Subclouds = readonly string[] | null

const batch = 2000

type Row = TraceColumns & {
  id: string
  model: string
  environment: string
  subcloud: string | null
  key_id: string
  origin_country: string | null
  origin_subdivision: string | null
  origin_cell_x: number | null
  origin_cell_y: number | null
  origin_source: OriginSource
  origin_confidence: Confidence
}

const query = `
  SELECT id, model, environment, subcloud, key_id, origin_country, origin_subdivision, origin_cell_x, origin_cell_y, origin_source, origin_confidence,
    trace, trace_packed
  FROM decisions
  WHERE ($1::uuid IS NULL OR id < $1) AND retry_of IS NULL AND ($2::text[] IS NULL OR subcloud = ANY($2))
  ORDER BY id DESC LIMIT $3`

export async function countJobs(pool: Pool, last: number, subclouds: Subclouds): Promise<number> {
  const { rows } = await pool.query<{ jobs: number }>(
    `SELECT count(*)::int AS jobs FROM
      (SELECT 1 FROM decisions WHERE retry_of IS NULL AND ($2::text[] IS NULL OR subcloud = ANY($2)) ORDER BY id DESC LIMIT $1) AS recent`,
    [last, subclouds],
  )
  return rows[0]?.jobs ?? 0
}

export async function* loggedJobs(pool: Pool, last: number, subclouds: Subclouds): AsyncGenerator<LoggedJob[]> {
  const read = (cursor: string | null, left: number) => pool.query<Row>(query, [cursor, subclouds, Math.min(batch, left)])
  let left = last
  let next = read(null, left)
  for (;;) {
    const { rows } = await next
    left -= rows.length
    const isLast = rows.length < batch || left <= 0
    // The next page is read while this one is decided.
    if (!isLast) {
      next = read(rows.at(-1)!.id, left)
      next.catch(() => undefined)
    }
    yield rows.map(toJob)
    if (isLast) return
  }
}

function toJob(row: Row): LoggedJob {
  const asked = storedQuestion(row)
  const { geo, key, requirements, affinityKey } = asked?.request ?? {}
  return {
    decisionId: row.id,
    seed: asked?.seed ?? row.id,
    origin: originOf(row, asked?.origin.address?.place ?? null),
    request: {
      model: row.model,
      environment: row.environment,
      subcloud: row.subcloud,
      key: { id: row.key_id, geo: key?.geo ?? null },
      geo: geo ?? { prefer: [], only: null, deny: [], fallback: null },
      requirements: requirements ?? { minVramGb: null, gpu: null },
      affinityKey: affinityKey ?? null,
    },
  }
}

function originOf(row: Row, place: NonNullable<Origin['address']>['place'] | null): Origin {
  const { origin_cell_x: x, origin_cell_y: y } = row
  return {
    country: row.origin_country,
    subdivision: row.origin_subdivision,
    cell: x === null || y === null ? null : [x / 2 + 0.25, y / 2 + 0.25],
    source: row.origin_source,
    confidence: row.origin_confidence,
    containment: nowhere,
    nearest: null,
    address: place && { place, containment: nowhere },
    reasons: [],
  }
}
