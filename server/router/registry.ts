import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { ROUTER_GONE_AFTER_S } from '@/server/replica/load-pulse'
import type { RouterConditions } from '@/server/replica/router-conditions'

const BEAT_MS = 3_000
/** Rows of routers that have been gone for so long are of no use to anybody. */
const FORGET_AFTER = '1 hour'

/** A new id every start: leases of an earlier run are gone, and must not be taken for this one's. */
export function newRouterId(): string {
  return `r${BigInt(`0x${randomBytes(6).toString('hex')}`)
    .toString(36)
    .padStart(10, '0')}`
}

export type Announcement = { pool: Pool; id: string; advertiseUrl: string; conditions: () => RouterConditions; log: Logger }

/** Keeps this router's row in `routers` fresh, so that others find it and count its leases. Returns the end. */
export function announceRouter({ pool, id, advertiseUrl, conditions, log }: Announcement): {
  announced: Promise<void>
  stop(): Promise<void>
} {
  const startedAt = new Date()
  const beat = async () => {
    await pool.query(
      `INSERT INTO routers (id, advertise_url, started_at, last_seen_at, conditions) VALUES ($1, $2, $3, now(), $4)
       ON CONFLICT (id) DO UPDATE SET advertise_url = excluded.advertise_url, last_seen_at = now(), conditions = excluded.conditions,
         listening_since = CASE WHEN routers.last_seen_at < now() - make_interval(secs => ${ROUTER_GONE_AFTER_S}) THEN now() ELSE routers.listening_since END`,
      [id, advertiseUrl, startedAt, JSON.stringify(conditions())],
    )
  }
  let beating: Promise<void> | null = null
  const tryBeat = () => {
    beating ??= beat()
      .catch((error) => log.debug({ err: error }, 'router: cannot announce itself while Postgres is away'))
      .finally(() => {
        beating = null
      })
    return beating
  }
  const timer = setInterval(() => void tryBeat(), BEAT_MS)
  timer.unref()
  const announced = tryBeat().then(() => forgetGone(pool).catch(() => {}))
  return {
    announced,
    async stop() {
      clearInterval(timer)
      // A beat under way would put the row back.
      await Promise.all([announced, beating])
      await pool.query('DELETE FROM routers WHERE id = $1', [id]).catch(() => {})
    },
  }
}

async function forgetGone(pool: Pool): Promise<void> {
  await pool.query(`DELETE FROM routers WHERE last_seen_at < now() - $1::interval`, [FORGET_AFTER])
}
