import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { identify, isRunning } from '../process-identity'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded'

let folder: string
let dataDir: string
const started: EmbeddedPostgres[] = []

beforeEach(() => {
  // Nobody else may enter it: what a root-owned clone in a fresh temporary folder is like.
  folder = mkdtempSync(path.join(tmpdir(), 'geo-embedded-'))
  chmodSync(folder, 0o700)
  dataDir = path.join(folder, 'data')
})

afterEach(async () => {
  for (const each of started.splice(0)) await each.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function start({ durable = false } = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, durable })
  started.push(postgres)
  return postgres
}

async function ask<T extends pg.QueryResultRow>(url: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(statement)).rows
  } finally {
    await client.end()
  }
}

async function killed(postgres: EmbeddedPostgres): Promise<void> {
  process.kill(postgres.pid, 'SIGKILL')
  await vi.waitFor(() => expect(postgres.isRunning()).toBe(false), { timeout: 15_000 })
}

describe('startEmbeddedPostgres', () => {
  it('serves a new cluster in a folder nobody else may enter, and keeps its data over a restart', async () => {
    const first = await start()
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await first.stop()
    expect(first.isRunning()).toBe(false)
    const second = await start()
    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  it('asks for a password, listens on loopback only, and has no Unix socket', async () => {
    const { url } = await start()
    const wrong = new URL(url)
    wrong.password = 'wrong'
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/)
    expect(
      await ask(url, `SELECT current_setting('listen_addresses') AS at, current_setting('unix_socket_directories') AS sockets`),
    ).toEqual([{ at: '127.0.0.1', sockets: '' }])
    expect(statSync(path.join(dataDir, 'postgres', 'password')).mode & 0o077).toBe(0)
  })

  it('adopts the server that a killed start left running, and stops it in the end', async () => {
    const orphan = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        `
      import { startEmbeddedPostgres } from './server/platform/db/embedded.ts'
      const { pid } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false })
      console.log(pid)
      setInterval(() => {}, 1000)`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const [output] = (await once(orphan.stdout, 'data')) as [Buffer]
    const left = identify(Number(output.toString()))
    orphan.kill('SIGKILL')
    await once(orphan, 'exit')
    expect(isRunning(left)).toBe(true)
    const adopted = await start()
    expect(adopted).toMatchObject({ adopted: true, pid: left.pid })
    await adopted.stop()
    expect(isRunning(left)).toBe(false)
  })

  it('recovers what was committed before a kill -9 of the server', async () => {
    const first = await start({ durable: true })
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await killed(first)
    const second = await start({ durable: true })
    expect(second.adopted).toBe(false)
    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  it('comes back on the same port', async () => {
    const postgres = await start()
    await killed(postgres)
    await postgres.restart()
    expect(await ask(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('gives one server to starts that race on a fresh folder, and stops it with the last of them', async () => {
    const [a, b, c] = await Promise.all([start(), start(), start()])
    expect(new Set([a.pid, b.pid, c.pid]).size).toBe(1)
    await a.stop()
    await b.stop()
    expect(c.isRunning()).toBe(true)
    await c.stop()
    expect(c.isRunning()).toBe(false)
  })

  it('is not fooled by a postmaster.pid that names another program', async () => {
    const first = await start()
    const { pid } = first
    const lockFile = path.join(dataDir, 'postgres', 'data', 'postmaster.pid')
    const text = readFileSync(lockFile, 'utf8')
    await killed(first)
    writeFileSync(lockFile, text.replace(String(pid), String(process.pid)))
    const second = await start()
    expect(second.pid).not.toBe(process.pid)
    expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('says what to do when its folder holds something else', async () => {
    mkdirSync(path.join(dataDir, 'postgres'), { recursive: true })
    writeFileSync(path.join(dataDir, 'postgres', 'letter.txt'), 'hello')
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/is not a PostgreSQL cluster. Move it away, or set another DATA_DIR/)
  })
})
