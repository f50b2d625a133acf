import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePort } from '@/server/platform/db/embedded-postgres/server'
import { identify, isRunning, type ProcessIdentity } from '@/server/platform/process-identity'
import { ensureBuilt } from './supervise/build'
import type { LockRecord } from './supervise/file-lock'
import { readiness } from './supervise/ready'
import { projectRoot } from './supervise/root'

let dataDir: string
let ports: { PORT: string; ROUTER_PORT: string }
const launched: ChildProcess[] = []

beforeAll(() => ensureBuilt(() => {}), 900_000)

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'geo-start-'))
  ports = { PORT: String(await freePort()), ROUTER_PORT: String(await freePort()) }
})

afterEach(async () => {
  for (const child of launched.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await ended(child)
  }
})

afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

type Launch = { child: ChildProcess; output: () => string }

function launch(
  env: Record<string, string> = {},
  command: string[] = [process.execPath, '--import', 'tsx', 'server/cli/start.ts'],
): Launch {
  const child = spawn(command[0]!, command.slice(1), {
    cwd: projectRoot,
    // Without the IP databases, which take a new folder seconds to prepare: origins are unknown, and nothing here asks for one.
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir, ...ports, GEOIP_DB: '/none.mmdb', GEOIP_DB2: '/none.mmdb', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  launched.push(child)
  let output = ''
  child.stdout!.on('data', (chunk) => (output += chunk))
  child.stderr!.on('data', (chunk) => (output += chunk))
  return { child, output: () => output }
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => child.once('exit', resolve))
}

async function running({ child, output }: Launch): Promise<void> {
  await vi.waitFor(
    () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${output()}`)
      expect(output()).toContain('Geo-routing is running')
    },
    { timeout: 60_000, interval: 50 },
  )
}

/** Everything that belongs to a start: itself, its children, the database server. */
function family(): { start: ProcessIdentity; children: ProcessIdentity[]; postgres: ProcessIdentity; all: ProcessIdentity[] } {
  const { holder: start, children } = JSON.parse(readFileSync(path.join(dataDir, 'start.lock'), 'utf8')) as LockRecord
  const postgres = identify(Number(readFileSync(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]))
  return { start, children, postgres, all: [start, ...children, postgres] }
}

async function allGone(processes: ProcessIdentity[], withinMs = 15_000): Promise<void> {
  await vi.waitFor(() => expect(processes.filter(isRunning)).toEqual([]), { timeout: withinMs, interval: 50 })
}

const at = (port: string) => `http://127.0.0.1:${port}`

it('builds the dashboard once from the same sources', async () => {
  const said: string[] = []
  await ensureBuilt((line) => said.push(line))
  expect(said).toEqual([])
})

describe('npm start', () => {
  it('brings up database, router and web, and takes all of them down on SIGTERM', async () => {
    const first = launch({ BOOTSTRAP_ADMIN_PASSWORD: 'a password of mine' })
    await running(first)
    expect(await readiness(at(ports.PORT))).toEqual({ ok: true })
    expect(await readiness(at(ports.ROUTER_PORT))).toEqual({ ok: true })
    expect(first.output()).not.toContain('a password of mine')
    const { all } = family()
    expect(all.filter(isRunning)).toHaveLength(4)
    first.child.kill('SIGTERM')
    expect(await ended(first.child)).toBe(0)
    expect(all.filter(isRunning)).toEqual([])
    expect(existsSync(path.join(dataDir, 'start.lock'))).toBe(false)
  })

  it('ends with npm, which passes no signal on', async () => {
    const npm = launch({}, ['npm', 'start'])
    await running(npm)
    const { all } = family()
    npm.child.kill('SIGTERM')
    await allGone(all)
  })

  it('starts again at once after a kill -9 of everything that can be killed, adopting the database', async () => {
    const first = launch()
    await running(first)
    const before = family()
    first.child.kill('SIGKILL')
    const second = launch()
    await running(second)
    const after = family()
    expect(after.postgres).toEqual(before.postgres)
    await allGone(before.children)
    for (const each of after.all) process.kill(each.pid, 'SIGKILL')
    const third = launch()
    await running(third)
    expect(family().postgres).not.toEqual(after.postgres)
  })

  it('restarts a router, a web server or a database that dies', async () => {
    const start = launch()
    await running(start)
    const before = family()
    for (const each of [...before.children, before.postgres]) process.kill(each.pid, 'SIGKILL')
    await allGone([...before.children, before.postgres])
    await vi.waitFor(
      async () => {
        expect(await readiness(at(ports.PORT))).toEqual({ ok: true })
        expect(await readiness(at(ports.ROUTER_PORT))).toEqual({ ok: true })
        expect(isRunning(family().postgres)).toBe(true)
      },
      { timeout: 60_000, interval: 100 },
    )
    expect(start.output()).toMatch(/router ended \(SIGKILL\); starting it again in 0\.5 s/)
    expect(start.output()).toMatch(/PostgreSQL is gone; starting it again/)
  })

  it('refuses a data folder that another start uses', async () => {
    await running(launch())
    const second = launch({ PORT: String(await freePort()), ROUTER_PORT: String(await freePort()) })
    expect(await ended(second.child)).toBe(1)
    expect(second.output()).toMatch(/^DATA_DIR: .+ is in use by process \d+\. Stop that, or set DATA_DIR to another folder\.\n$/)
  })
})

describe('npm start that cannot', () => {
  let own: string
  let taken: Server
  beforeAll(async () => {
    own = mkdtempSync(path.join(tmpdir(), 'geo-start-'))
    writeFileSync(path.join(own, 'file'), '')
    taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    taken.close()
    rmSync(own, { recursive: true, force: true })
  })
  const takenPort = () => String((taken.address() as { port: number }).port)

  it.each<[string, () => Record<string, string>, RegExp]>([
    ['a bad value', () => ({ PORT: 'eighty', LOG_LEVEL: 'loud' }), /^PORT: must be [^\n]+\nLOG_LEVEL: must be [^\n]+\n$/],
    ['a bad value of the router’s', () => ({ WHEN_LOG_FULL: 'perhaps' }), /^WHEN_LOG_FULL: must be [^\n]+\n$/],
    ['a taken port', () => ({ PORT: takenPort() }), /^PORT: port \d+ on 127\.0\.0\.1 is taken by another program\. [^\n]+\n$/],
    ['an address of another machine', () => ({ HOST: '192.0.2.1' }), /^HOST: cannot listen on 192\.0\.2\.1 [^\n]+\n$/],
    ['a data folder that is a file', () => ({ DATA_DIR: path.join(own, 'file') }), /^DATA_DIR: [^\n]+ is not a folder\. [^\n]+\n$/],
    ['a data folder that cannot be made', () => ({ DATA_DIR: '/proc/nowhere/data' }), /^DATA_DIR: \/proc\/nowhere\/data [^\n]+\n$/],
    [
      'a database that cannot be reached',
      () => ({ DATABASE_URL: 'postgresql://u:p@127.0.0.1:1/geo' }),
      /^Cannot reach the database at 127\.0\.0\.1:1\/geo [^\n]+\n$/,
    ],
  ])('says why in one line: %s', async (_case, env, expected) => {
    const { child, output } = launch({ DATA_DIR: own, ...env() })
    expect(await ended(child)).toBe(1)
    expect(output()).toMatch(expected)
  })
})
