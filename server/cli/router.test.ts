import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorld, eventually, type World } from '@/server/router/testing/world'

let world: World
const children: ChildProcess[] = []
beforeAll(async () => {
  world = await createWorld()
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await world?.stop()
})

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli/router.ts'], {
    env: { ...process.env, DATABASE_URL: world.database.url, LOG_LEVEL: 'silent', GEOIP_DB: '/none.mmdb', GEOIP_DB2: '/none.mmdb', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  children.push(child)
  let errors = ''
  child.stderr!.on('data', (chunk) => {
    errors += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { child, ended, errors: () => errors.trim() }
}

async function listening(): Promise<{ server: Server; port: number }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as { port: number }).port }
}

async function freePort(): Promise<string> {
  const { server, port } = await listening()
  await new Promise((resolve) => server.close(resolve))
  return String(port)
}

it('says in one line what is wrong, and ends with an error', async () => {
  const { server, port } = await listening()
  const cases = [
    run({ ROUTER_PORT: String(port), DATA_DIR: `${world.dataDir}/taken` }),
    run({ ROUTER_PORT: 'nonsense', DATA_DIR: `${world.dataDir}/bad` }),
    run({ ROUTER_PORT: await freePort(), DATA_DIR: world.dataDir }),
  ]
  const codes = await Promise.all(cases.map(({ ended }) => ended))
  server.close()
  expect(codes).toEqual([1, 1, 1])
  const [taken, bad, locked] = cases.map(({ errors }) => errors())
  expect(taken).toMatch(/^ROUTER_PORT: port \d+ on 127\.0\.0\.1 is in use\..*$/)
  expect(bad).toMatch(/^ROUTER_PORT: .*$/)
  expect(locked).toMatch(/^Another router .* writes to .*DATA_DIR\.$/)
})

it('ends by itself on SIGTERM and when whoever started it is gone, with its row in `routers` gone too', async () => {
  for (const end of [(child: ChildProcess) => child.kill('SIGTERM'), (child: ChildProcess) => child.disconnect()]) {
    const port = await freePort()
    const { child, ended } = run({ ROUTER_PORT: port, DATA_DIR: `${world.dataDir}/ending` })
    await eventually(() =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    expect((await world.database.pool.query('SELECT 1 FROM routers')).rowCount).toBe(2)
    end(child)
    expect(await ended).toBe(0)
    expect((await world.database.pool.query('SELECT 1 FROM routers')).rowCount).toBe(1)
  }
})
