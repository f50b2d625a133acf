import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { ROUTER_GONE_AFTER_S } from '@/server/replica/load-pulse'
import type { RouterConditions } from '@/server/replica/router-conditions'

const BEAT_MS = 3_000
/** Nodes count as live for some thirty seconds by the clock of the router that heard them: off by much of that, others count them dead. */
const CLOCK_OFF_MS = 5_000
/** Rows of routers that have been gone for so long are of no use to anybody. */
const FORGET_AFTER = '1 hour'

/** A new id every start: leases of an earlier run are gone, and must not be taken for this one's. */
export function newRouterId(): string {
  return `r${BigInt(`0x${randomBytes(6).toString('hex')}`)
    .toString(36)
    .padStart(10, '0')}`
}

export type Announcement = {
  pool: Pool
  id: string
  advertiseUrl: string
  conditions: () => RouterConditions
  /** Told with each beat by how much this machine's clock is ahead of PostgreSQL's: what cannot be the way there and back. */
  clockAhead: (ms: number) => void
  log: Logger
}

/** Keeps this router's row in `routers` fresh, so that others find it and count its leases. Returns the end. */
export function announceRouter({ pool, id, advertiseUrl, conditions, clockAhead, log }: Announcement): {
  announced: Promise<void>
  stop(): Promise<void>
} {
  const startedAt = new Date()
  let isOff = false
  const compareClocks = (asked: number, there: number, answered: number) => {
    const aheadMs = there < asked ? asked - there : Math.min(0, answered - there)
    clockAhead(aheadMs)
    const wasOff = isOff
    isOff = Math.abs(aheadMs) > CLOCK_OFF_MS
    if (isOff && !wasOff)
      log.warn(
        { aheadMs },
        'router: this machine’s clock and PostgreSQL’s differ by seconds, and other routers may count live nodes dead. Set both by NTP.',
      )
    if (!isOff && wasOff) log.info('router: this machine’s clock agrees with PostgreSQL’s again')
  }
  const beat = async () => {
    const asked = Date.now()
    const { rows } = await pool.query<{ at: Date }>(
      `INSERT INTO routers (id, advertise_url, started_at, last_seen_at, conditions) VALUES ($1, $2, $3, now(), $4)
       ON CONFLICT (id) DO UPDATE SET advertise_url = excluded.advertise_url, last_seen_at = now(), conditions = excluded.conditions,
         listening_since = CASE WHEN routers.last_seen_at < now() - make_interval(secs => ${ROUTER_GONE_AFTER_S}) THEN now() ELSE routers.listening_since END
       RETURNING clock_timestamp() AS at`,
      [id, advertiseUrl, startedAt, JSON.stringify(conditions())],
    )
    compareClocks(asked, rows[0]!.at.getTime(), Date.now())
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
