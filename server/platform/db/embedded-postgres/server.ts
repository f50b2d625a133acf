import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { identify, isRunning, type ProcessIdentity, programOf } from '../../process-identity'
import { type Cluster, cleanEnvironment, dataArgument, databaseName, superuser } from './cluster'

export type Running = { process: ProcessIdentity; port: number; adopted: boolean }

const startTimeoutMs = 60_000
const logLimitBytes = 10 * 1024 * 1024

/** A server on that cluster: the one that runs already, or a new one. Settings and port hold for a new one only. */
export async function runServer(cluster: Cluster, settings: Record<string, string>, wantedPort?: number): Promise<Running> {
  const deadline = Date.now() + startTimeoutMs
  let port = wantedPort
  for (;;) {
    const found = livePostmaster(cluster)
    if (found) {
      if (await accepts(cluster, found.port)) return { ...found, adopted: true }
      // Starting up, recovering, or shutting down: it will answer or go.
      await sleep(100)
    } else {
      const started = await launch(cluster, settings, port ?? (await freePort()), deadline)
      if (started) return started
      // Lost to another start, the port was taken, or backends of a killed server linger for a moment.
      port = undefined
      await sleep(200)
    }
    if (Date.now() > deadline) throw new Error(`PostgreSQL did not start within ${startTimeoutMs / 1000} s. ${logTail(cluster)}`)
  }
}

/** Fast shutdown, then, where that is not enough, immediate. */
export async function stopServer(cluster: Cluster, running: Running): Promise<void> {
  if (process.platform === 'win32') {
    const child = spawn(path.join(cluster.bin, 'pg_ctl'), ['stop', '-m', 'fast', '-D', cluster.data], { stdio: 'ignore' })
    await new Promise((resolve) => child.on('close', resolve))
    return
  }
  for (const [signal, waitMs] of [
    ['SIGINT', 8_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 1_000],
  ] as const) {
    if (!isRunning(running.process)) return
    process.kill(running.process.pid, signal)
    for (const until = Date.now() + waitMs; Date.now() < until && isRunning(running.process); ) await sleep(20)
  }
}

/** Whether somebody answers there who knows our password; the database itself is made on the way. */
async function accepts(cluster: Cluster, port: number): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: superuser,
    password: cluster.password,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName])
    if (!rowCount) await client.query(`CREATE DATABASE ${databaseName}`)
    return true
  } catch (error) {
    // duplicate_database: another start made it between the two statements. 23505: at the very same moment.
    return ['42P04', '23505'].includes((error as { code?: string }).code ?? '')
  } finally {
    await client.end().catch(() => {})
  }
}

/** The postmaster that postmaster.pid names, if it lives; a file that names anything else is removed, PostgreSQL would trust it. */
function livePostmaster(cluster: Cluster): { process: ProcessIdentity; port: number } | null {
  const file = path.join(cluster.data, 'postmaster.pid')
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').split('\n')
  } catch {
    return null
  }
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  const process = identify(pid)
  const program = programOf(pid)
  if (isRunning(process) && (program === null || program.startsWith('postgres'))) return { process, port: Number(lines[3]) }
  rmSync(file, { force: true })
  return null
}

async function launch(cluster: Cluster, settings: Record<string, string>, port: number, deadline: number): Promise<Running | null> {
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...settings,
  }
  const args = [
    '-D',
    dataArgument(cluster.data, cluster.user),
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  if ((statSync(cluster.logFile, { throwIfNoEntry: false })?.size ?? 0) > logLimitBytes) truncateSync(cluster.logFile)
  const log = openSync(cluster.logFile, 'a', 0o600)
  // Detached: a Ctrl-C in the terminal must reach the product, which stops its children before their database.
  const child = spawn(path.join(cluster.bin, 'postgres'), args, {
    cwd: cluster.data,
    env: cleanEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
    ...(cluster.user ? { uid: cluster.user.uid, gid: cluster.user.gid } : {}),
  })
  closeSync(log)
  let ended = false
  child.on('exit', () => (ended = true))
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (cause) =>
      reject(
        new Error(
          `Cannot run PostgreSQL${cluster.user ? ` as ${cluster.user.name}` : ''} (${cause.message}). Set DATABASE_URL to use another.`,
          { cause },
        ),
      ),
    )
  })
  child.unref()
  while (!ended && Date.now() < deadline) {
    const live = livePostmasterOf(cluster, child.pid!)
    if (live && (await accepts(cluster, live.port))) return { ...live, adopted: false }
    await sleep(25)
  }
  return null
}

function livePostmasterOf(cluster: Cluster, pid: number): { process: ProcessIdentity; port: number } | null {
  const live = livePostmaster(cluster)
  return live?.process.pid === pid ? live : null
}

function logTail(cluster: Cluster): string {
  try {
    const lines = readFileSync(cluster.logFile, 'utf8').trim().split('\n')
    return `Its log (${cluster.logFile}) ends: ${lines.slice(-3).join(' · ')}`
  } catch {
    return ''
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
