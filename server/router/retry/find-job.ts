import { parseBoundary } from '@/server/core/boundary/codec'
import { storedTrace } from '@/server/core/routing/stored/stored-trace'
import { uuidv7Floor, uuidv7Time } from '@/server/platform/db/partitions'
import { ServiceError } from '@/server/platform/errors'
import type { RouterContext } from '../context'
import { hasLeftBoundary } from '../leases/left-boundary'
import { tenantOf } from '../tenant'
import type { Job } from './attempts'

/** A retry later than this after the first attempt is a new job; it also bounds what is looked through. */
const RETRY_WITHIN_MS = 3_600_000

/** The job that `retryOf` belongs to, if it is the caller's; anybody else's is answered like one that does not exist. */
export async function findJob(ctx: RouterContext, retryOf: string, isOwn: (job: Job) => boolean): Promise<Job> {
  const lease = ctx.leases.of(retryOf)
  const job = lease?.job ?? ctx.attempts.find(retryOf) ?? (await loadJob(ctx, retryOf))
  if (job === null || !isOwn(job)) {
    throw new ServiceError('not_found', `retryOf: there is no decision ${retryOf} of the last hour to retry. Send the job without retryOf.`)
  }
  // The attempt may not have ended yet; what its node became meanwhile counts.
  if (lease?.outcome === null) hasLeftBoundary(ctx.replica, lease)
  ctx.attempts.remember(retryOf, job)
  return job
}

type Row = {
  id: string
  subcloud: string | null
  key_id: string
  node_id: string | null
  trace: unknown
  trace_packed: Buffer | null
  geo_changed: boolean
}

async function loadJob({ pool, now }: RouterContext, id: string): Promise<Job | null> {
  if (Math.abs(now() - uuidv7Time(id)) > RETRY_WITHIN_MS) return null
  let rows: Row[]
  try {
    const first = await pool.query<{ first: string }>('SELECT coalesce(retry_of, id) AS first FROM decisions WHERE id = $1', [id])
    if (!first.rows[0]) return null
    const text = `
      SELECT d.id, d.subcloud, d.key_id, d.node_id, d.trace, d.trace_packed, coalesce(o.geo_changed, false) AS geo_changed
      FROM decisions d LEFT JOIN lease_outcomes o ON o.decision_id = d.id
      WHERE (d.id = $1 OR d.retry_of = $1) AND d.id >= $1 AND d.id < $2 ORDER BY d.id LIMIT 100`
    const start = first.rows[0].first
    rows = (await pool.query<Row>(text, [start, uuidv7Floor(new Date(uuidv7Time(start) + RETRY_WITHIN_MS))])).rows
  } catch (cause) {
    throw new ServiceError(
      'unavailable',
      'retryOf cannot be looked up: the database is away. Send the job without retryOf, or try again.',
      { retryAfterS: 2 },
      { cause },
    )
  }
  const first = rows[0]
  const boundary = first ? parseBoundary(storedTrace(first)?.storedBoundary) : null
  if (!first || boundary === null) return null
  return {
    first: first.id,
    holder: { tenant: tenantOf(first.subcloud, first.key_id), subcloud: first.subcloud, boundary },
    tried: rows.flatMap(({ node_id }) => (node_id === null ? [] : [node_id])),
    geoChanged: rows.some(({ geo_changed }) => geo_changed),
  }
}
