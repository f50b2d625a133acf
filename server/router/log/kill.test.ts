// d01 and law 10 on real processes: a router is killed with -9 at any moment and started again. Whatever it answered is in
// the log, once.

import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorld, eventually, nodePayload, type World } from '../testing/world'

const model = 'llama-3.1-8b-instruct'
let world: World
let key: string
let port: number
let child: ChildProcess | null = null

beforeAll(async () => {
  world = await createWorld()
  key = await world.key({ scopes: ['gateway'] })
  await world.agent('a').send('register', { ...nodePayload, slots: 100_000 })
  port = await freePort()
})
afterAll(async () => {
  child?.kill('SIGKILL')
  await world?.stop()
})

it('d01 an answered decision is in the log exactly once, whenever the router is killed', { timeout: 300_000 }, async () => {
  const answered = new Set<string>()
  for (let round = 0; round < 4; round++) {
    await startChild()
    const clients = [1, 2, 3, 4].map(() => ask(answered))
    const enough = answered.size + 20 + round * 37
    await eventually(async () => answered.size > enough, 60_000)
    child!.kill('SIGKILL')
    await Promise.all(clients)
  }
  await startChild()
  await eventually(async () => (await countOf(answered)) === answered.size, 60_000)
  const { rows } = await world.database.pool.query('SELECT count(*)::int AS rows, count(DISTINCT id)::int AS ids FROM decisions')
  expect(rows[0].rows).toBe(rows[0].ids)
  expect(await countOf(answered)).toBe(answered.size)
  expect(answered.size).toBeGreaterThan(150)
})

/** Asks one decision after the other until the router is gone. */
async function ask(answered: Set<string>): Promise<void> {
  for (;;) {
    try {
      const { body } = await world.call('POST', '/api/v1/route', { key, url: `http://127.0.0.1:${port}`, body: { model } })
      if (body.decisionId) answered.add(body.decisionId)
    } catch {
      return
    }
  }
}

async function countOf(ids: ReadonlySet<string>): Promise<number> {
  const { rows } = await world.database.pool.query('SELECT count(*)::int AS found FROM decisions WHERE id = ANY ($1::uuid[])', [[...ids]])
  return rows[0].found
}

async function startChild(): Promise<void> {
  const own = spawn(process.execPath, ['--import', 'tsx', 'server/cli/router.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: world.database.url,
      DATA_DIR: `${world.dataDir}/killed`,
      ROUTER_PORT: String(port),
      NETWORK_ID: 'test',
      LOG_LEVEL: 'fatal',
      GEOIP_DB: '/nonexistent.mmdb',
      GEOIP_DB2: '/nonexistent.mmdb',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  child = own
  await eventually(
    () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => own.exitCode !== null,
      ),
    90_000,
  )
  expect(own.exitCode).toBe(null)
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
