// The loops that keep the installation in order, once across all processes: any number of webs may start them.

import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { createPool } from '@/server/platform/db/pool'
import { tickGate } from './gate-tick'
import type { CountryOf } from './load-vantage-points'
import { runLoop } from './loop'
import { membershipRecorder, type ToldReplica } from './record-membership'
import { rememberDemand } from './remember-demand'
import { applyRetention } from './retention'
import { rollupDemand } from './rollup-demand'
import { sweepNodes } from './sweep-nodes'

const gateTickMs = 3_000
const membershipMs = 1_000

export type Jobs = {
  pool: Pool
  replica: ToldReplica
  log: Logger
  countryOf?: CountryOf | null
}

export function startJobs({ pool, replica, log, countryOf = null }: Jobs): { stop(): Promise<void> } {
  const demand = rememberDemand(pool)
  const recordMembership = membershipRecorder(pool, replica)
  // A loop holds its lock's connection while its work waits for another: out of one pool, enough loops would wait for each other.
  const locks = createPool(pool.options.connectionString ?? '', { applicationName: 'resultity-geo jobs' })
  const loop = (name: string, everyMs: number, work: (now: number) => Promise<unknown>) =>
    runLoop({ name, everyMs, locks, log, work: async () => void (await work(await databaseNow(pool))) })
  const loops = [
    loop('gate-tick', gateTickMs, (now) => tickGate({ pool, replica, demand, countryOf, minGapMs: gateTickMs * 0.7 }, now)),
    loop('membership', membershipMs, (now) => recordMembership(now)),
    loop('rollup-demand', 10_000, (now) => rollupDemand(pool, now)),
    loop('sweep-nodes', 60_000, (now) => sweepNodes(pool, now)),
    loop('retention', 3_600_000, (now) => applyRetention(pool, now)),
  ]
  return {
    async stop() {
      await Promise.all(loops.map((each) => each.stop()))
      await locks.end()
    },
  }
}

/**
 * By the clock that endpoints and routers are stamped with, and one for all webs: by their own, what differs between two clocks would
 * lose a region, hide its loss, or restart the gate's timers at every other tick.
 */
async function databaseNow(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  return rows[0]!.now.getTime()
}
