// A router under load that is killed, stopped, cut off from its database and left alone in between, for law 10: whatever it answered
// is in the log once, and soon. Everything runs on loopback, in a temporary folder.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { createPool } from '@/server/platform/db/pool'
import { FaultProxy } from '@/server/router/testing/fault-proxy'
import { registerAgents } from '../../bench/http/agents'
import type { ServerProcess } from '../../bench/http/server-process'
import { type Site, startDatabase, startRouter, startSite } from '../../bench/http/site'
import { cities } from '../../bench/world-cities'
import { models } from '../../bench/world-config'
import { seededRandom } from '../../demo/random'
import type { Arguments } from '../arguments'
import { startLoad } from './load'

const nodes = 50
const loadMs = 4_000
/** Within which the log has everything once nobody asks any more. */
const patienceMs = 30_000

/** Where anybody is does not matter here, and to read the IP databases takes a minute. */
const noDatabases = { GEOIP_DB: '/nonexistent.mmdb', GEOIP_DB2: '/nonexistent.mmdb' }
const addresses = new Map(cities.map(({ country }, i) => [country, [{ address: `9.9.${i}.9`, country, point: null }]]))

const faults = ['left alone', 'killed', 'cut off from its database', 'stopped', 'let idle'] as const
type Fault = (typeof faults)[number]

/** What is wrong and how to see it again, or null. */
export async function soakRouter({ seed, rounds }: Arguments, say: (line: string) => void): Promise<string | null> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'resultity-geo-soak-'))
  const stops: (() => Promise<unknown>)[] = [async () => rmSync(dataDir, { recursive: true, force: true })]
  try {
    const database = await startDatabase(dataDir)
    stops.push(() => database.stop())
    const proxy = await FaultProxy.before(database.url)
    stops.push(() => proxy.stop())
    const pool = createPool(database.url, { max: 1 })
    stops.push(() => pool.end())
    const site = await startSite(proxy, dataDir, { env: noDatabases })
    let router: ServerProcess = site
    stops.push(() => router.stop())
    const random = seededRandom(seed)
    const agents = await registerAgents(site.url, nodes, addresses, random)
    for (let round = 0; round < rounds; round++) {
      const fault = faults[round % faults.length]!
      await agents.beat()
      const answered = new Set<string>()
      // Short pauses let the log catch up in the midst of it, as often as not where a segment ends.
      const pauseMs = () => (random.next() < 0.5 ? 0 : random.int(120))
      const load = startLoad(site.port, site.key, { model: models[0] }, fault === 'let idle' ? () => 400 : pauseMs, answered)
      await sleep(loadMs * (0.5 + random.next()))
      router = await strike(fault, site, router, proxy)
      await sleep(loadMs / 2)
      await load.stop()
      const { missing, afterMs } = await missingFromLog(pool, answered)
      const what = `round ${round + 1} of ${rounds}, ${fault}: ${answered.size.toLocaleString('en-US')} decisions answered`
      if (missing > 0)
        return `${what}, of which ${missing} are not in the log after ${patienceMs / 1000} s\n  again: npm run soak -- --only router --seed ${seed}`
      say(`router: ${what}, all in the log ${(afterMs / 1000).toFixed(1)} s later`)
    }
    return null
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function strike(fault: Fault, site: Site, router: ServerProcess, proxy: FaultProxy): Promise<ServerProcess> {
  switch (fault) {
    case 'killed':
      router.kill()
      return startRouter(site)
    case 'stopped':
      await router.stop()
      return startRouter(site)
    case 'cut off from its database':
      proxy.cut()
      await sleep(loadMs)
      proxy.restore()
      return router
    default:
      return router
  }
}

/** How many of them are not there, once they all are or it is too late. */
async function missingFromLog(pool: Pool, answered: ReadonlySet<string>): Promise<{ missing: number; afterMs: number }> {
  const ids = [...answered]
  const startedAt = performance.now()
  for (;;) {
    const { rows } = await pool.query(
      'SELECT count(*)::int AS found, count(DISTINCT id)::int AS distinct FROM decisions WHERE id = ANY ($1::uuid[])',
      [ids],
    )
    const { found, distinct } = rows[0] as { found: number; distinct: number }
    const afterMs = performance.now() - startedAt
    if (found !== distinct) throw new Error(`${found - distinct} decisions are in the log twice`)
    if (found === ids.length || afterMs > patienceMs) return { missing: ids.length - found, afterMs }
    await sleep(100)
  }
}
