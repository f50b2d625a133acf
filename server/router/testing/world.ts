// A router on a real database, with what most tests need: the default configuration, keys, agents that sign.

import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { privateKeyToAccount } from 'viem/accounts'
import { defaultConfig } from '@/server/core/config/default'
import { type Config, configSchema } from '@/server/core/config/schema'
import { type Address, formatAddress } from '@/server/core/geo/address'
import type { GeoIp } from '@/server/core/origin/geoip'
import { hashSecret, newSecret, type Scope } from '@/server/platform/auth/api-keys'
import type { Purpose } from '@/server/platform/signatures/envelope'
import { signAgentMessage } from '@/server/platform/signatures/message'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { noGpsCountry } from '@/server/replica/gps-country'
import { type Router, startRouter } from '../router'
import type { RouterSettings } from '../settings'

/** Addresses that the tests' two databases agree on, by the first two octets. */
const places: Record<string, { country: string; point: readonly [number, number] }> = {
  '193.51': { country: 'FR', point: [2.35, 48.86] },
  '80.10': { country: 'FR', point: [2.35, 48.86] },
  '91.10': { country: 'DE', point: [8.68, 50.11] },
  '91.11': { country: 'DE', point: [13.4, 52.5] },
  '8.8': { country: 'US', point: [-77.49, 39.04] },
  '177.10': { country: 'BR', point: [-46.63, -23.55] },
  '103.10': { country: 'SG', point: [103.82, 1.35] },
  '94.200': { country: 'AE', point: [55.27, 25.2] },
}

const placeOf = (address: Address) => places[formatAddress(address).split('.').slice(0, 2).join('.')]

export const testGeoIp: GeoIp = {
  lookup: (address) => {
    const place = placeOf(address)
    return place ? { country: place.country, point: place.point } : null
  },
  country: (address) => placeOf(address)?.country ?? null,
  second: (address) => placeOf(address)?.country ?? null,
  status: [
    { role: 'primary', source: 'first', path: '', kind: 'city', records: { v4: 1, v6: 1 }, buildDate: null, ok: true, message: '' },
    { role: 'second', source: 'other', path: '', kind: 'country', records: { v4: 1, v6: 1 }, buildDate: null, ok: true, message: '' },
  ],
}

// biome-ignore lint/suspicious/noExplicitAny: whatever was answered; the tests say what it has to be.
export type Answer = { status: number; headers: Headers; body: any }

export type World = {
  database: TestDatabase
  router: Router
  dataDir: string
  settings: RouterSettings
  /** A fetch against the first router (or `url`), JSON in and out. */
  call(
    method: string,
    path: string,
    options?: { key?: string; body?: unknown; headers?: Record<string, string>; url?: string },
  ): Promise<Answer>
  publish(change: (config: Config) => void): Promise<number>
  key(options: { scopes: Scope[]; subcloud?: string; geo?: unknown; rateLimit?: number; expiresAt?: Date }): Promise<string>
  /** Sets the gate of every top-level zone. */
  gate(state: string, canaryPct?: number): Promise<void>
  agent(seed: string | number): Agent
  stop(): Promise<void>
}

export type Agent = {
  id: string
  send(
    purpose: Purpose,
    payload: unknown,
    options?: { address?: string; url?: string; timestamp?: string; nonce?: string; audience?: string },
  ): Promise<Answer>
}

export const silent = pino({ level: process.env.TEST_LOG ?? 'silent' })

export const nodePayload = {
  operator: 'operator-1',
  environment: ['mainnet'],
  models: ['llama-3.1-8b-instruct'],
  gpu: 'RTX 4090',
  vramGb: 24,
  slots: 4,
  version: '1.0.0',
}

export async function createWorld(overrides: Partial<RouterSettings> = {}): Promise<World> {
  const database = await createTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'geo-router-'))
  const settings: RouterSettings = {
    pool: database.pool,
    databaseUrl: database.url,
    dataDir,
    host: '127.0.0.1',
    port: 0,
    advertiseUrl: null,
    trustedProxies: ['127.0.0.0/8', '::1/128'],
    networkId: 'test',
    internalSecret: 'internal-secret-of-this-test',
    allowSimulated: false,
    geoip: testGeoIp,
    gpsCountry: noGpsCountry,
    log: silent,
    ...overrides,
  }
  let revision = 0
  let config = defaultConfig()
  const insert = async () => {
    revision += 1
    await database.pool.query(
      `INSERT INTO config_revisions (revision, config, content_hash, based_on, comment, actor_type, actor_id) VALUES ($1, $2, $3, $4, 'test', 'system', 'test')`,
      [
        revision,
        JSON.stringify(config),
        createHash('sha256').update(JSON.stringify(config)).digest('hex'),
        revision > 1 ? revision - 1 : null,
      ],
    )
    return revision
  }
  await insert()
  const router = await startRouter(settings)

  const world: World = {
    database,
    router,
    dataDir,
    settings,
    async call(method, path, { key, body, headers = {}, url = router.url } = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(key ? { authorization: `Bearer ${key}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text }
    },
    async publish(change) {
      const next = structuredClone(config)
      change(next)
      config = configSchema.parse(next)
      return insert()
    },
    async key({ scopes, subcloud, geo, rateLimit, expiresAt }) {
      const secret = newSecret()
      await database.pool.query(
        `INSERT INTO api_keys (id, name, prefix, secret_hash, scopes, subcloud, geo, rate_limit, created_by, expires_at)
         VALUES ($1, 'test', $2, decode($3, 'hex'), $4, $5, $6, $7, 'test', $8)`,
        [
          randomUUID(),
          secret.slice(0, 9),
          hashSecret(secret),
          scopes,
          subcloud ?? null,
          geo ? JSON.stringify(geo) : null,
          rateLimit ?? null,
          expiresAt ?? null,
        ],
      )
      await router.ctx.replica.refresh()
      return secret
    },
    async gate(state, canaryPct = 0) {
      for (const zone of ['NA', 'EU', 'SEA', 'ME', 'SA']) {
        await database.pool.query(
          `INSERT INTO gate_zones (zone, state, canary_pct, ticked_at) VALUES ($1, $2, $3, now()) ON CONFLICT (zone) DO UPDATE SET state = $2, canary_pct = $3`,
          [zone, state, canaryPct],
        )
      }
      await router.ctx.replica.refresh()
    },
    agent(seed) {
      const account = privateKeyToAccount(`0x${createHash('sha256').update(`test agent ${seed}`).digest('hex')}`)
      return {
        id: account.address.toLowerCase(),
        async send(purpose, payload, { address = '91.10.0.1', url, audience = 'test', ...rest } = {}) {
          const body = await signAgentMessage(account, { purpose, audience, payload, ...rest })
          return world.call('POST', `/api/v1/nodes/${purpose}`, { body, headers: { 'x-forwarded-for': address }, ...(url ? { url } : {}) })
        },
      }
    },
    async stop() {
      await router.stop()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return world
}

/** Ends a test before its own limit would, which says less; it measures nothing. */
const patienceMs = 150_000

/** Waits until `look` gives something, and returns it. */
export async function eventually<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const found = await look()
    if (found) return found
    if (performance.now() > deadline) throw new Error(`not within ${patienceMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
