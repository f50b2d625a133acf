// The product as an installation has it: an embedded PostgreSQL that syncs, one configuration, one key, a router in its own
// process. Everything in a folder that goes again.

import { randomBytes, randomUUID } from 'node:crypto'
import { compileConfig } from '@/server/core/config/compile'
import { hashSecret, newSecret } from '@/server/platform/auth/api-keys'
import { ensureMasterSecret } from '@/server/platform/auth/master-secret'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/server/platform/db/embedded'
import { applyMigrations } from '@/server/platform/db/migrate'
import { ensureDecisionPartitions } from '@/server/platform/db/partitions'
import { createPool } from '@/server/platform/db/pool'
import { waitUntilReady } from '../../supervise/ready'
import { worldConfig } from '../world-config'
import { freePort } from './free-port'
import { pinRunning } from './pin'
import { compiledArgs, type ServerProcess, startServer } from './server-process'

export const networkId = 'bench'

export type Database = { url: string; stop(): Promise<void> }
export type Site = ServerProcess & { port: number; url: string; key: string; env: Record<string, string> }

export async function startDatabase(dataDir: string): Promise<Database> {
  const postgres: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir })
  try {
    pinRunning('others', postgres.pid)
    await applyMigrations(postgres.url)
    const pool = createPool(postgres.url, { max: 1 })
    await ensureDecisionPartitions(pool, new Date())
    await pool.end()
  } catch (error) {
    await postgres.stop()
    throw error
  }
  return { url: postgres.url, stop: () => postgres.stop() }
}

type More = {
  /** Where the router leaves its CPU profile when it ends. */
  profileDir?: string | null
  env?: Record<string, string>
}

export async function startSite(
  database: Pick<Database, 'url'>,
  dataDir: string,
  { profileDir = null, env: own = {} }: More = {},
): Promise<Site> {
  const key = newSecret()
  await furnish(database.url, key)
  const port = await freePort()
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
    ROUTER_PORT: String(port),
    ROUTER_URL: '',
    ROUTER_ADVERTISE_URL: '',
    NETWORK_ID: networkId,
    TRUSTED_PROXIES: '127.0.0.0/8',
    TRUSTED_PROXY_HOPS: '',
    INTERNAL_SECRET: randomBytes(32).toString('base64url'),
    LOG_LEVEL: 'warn',
    DEMO: '0',
    ...own,
  }
  const url = `http://127.0.0.1:${port}`
  return { ...(await startRouter({ url, env }, profileDir)), port, url, key, env }
}

/** The site's router, ready; also in place of one that has ended. */
export async function startRouter({ url, env }: Pick<Site, 'url' | 'env'>, profileDir: string | null = null): Promise<ServerProcess> {
  const profiling = profileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`]
  const router = startServer(process.execPath, [...profiling, ...(await compiledArgs('server/cli/router.ts'))], env)
  await untilReady(router, url)
  return router
}

export async function untilReady(server: ServerProcess, url: string): Promise<void> {
  const ready = await waitUntilReady(url, 60_000, () => (server.hasEnded() ? 'it ended' : null))
  if (ready.ok) return
  await server.stop()
  throw new Error(`${url} did not become ready: ${ready.detail}`)
}

async function furnish(url: string, key: string): Promise<void> {
  const pool = createPool(url, { max: 1 })
  try {
    await ensureMasterSecret(pool)
    const config = worldConfig()
    await pool.query(
      `INSERT INTO config_revisions (revision, config, content_hash, comment, actor_type, actor_id) VALUES (1, $1, $2, 'bench', 'system', 'bench')`,
      [JSON.stringify(config), '0'.repeat(64)],
    )
    await pool.query(
      `INSERT INTO api_keys (id, name, prefix, secret_hash, scopes, created_by) VALUES ($1, 'bench', 'bench', decode($2, 'hex'), $3, 'bench')`,
      [randomUUID(), hashSecret(key), ['gateway']],
    )
    for (const zone of compileConfig(config, 1).topZones)
      await pool.query(`INSERT INTO gate_zones (zone, state, canary_pct, ticked_at) VALUES ($1, 'on', 100, now())`, [zone])
  } finally {
    await pool.end()
  }
}
