import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { postgresBinaries } from './binaries'
import { type Credentials, postgresUser } from './credentials'

export const databaseName = 'geo'
export const superuser = 'geo'

/** A cluster on disk: `<DATA_DIR>/postgres/{data,password,log}`. */
export type Cluster = {
  folder: string
  data: string
  logFile: string
  password: string
  bin: string
  user: Credentials | null
  version: string
}

/** The cluster of that data folder, made where there is none. Any number of processes may ask at the same time. */
export async function openCluster(dataDir: string, options: { durable: boolean }): Promise<Cluster> {
  mkdirSync(dataDir, { recursive: true })
  const folder = path.join(path.resolve(dataDir), 'postgres')
  const user = postgresUser(path.join(folder, 'data'))
  const { bin, version } = postgresBinaries(user)
  if (!existsSync(path.join(folder, 'data', 'PG_VERSION'))) await createCluster(folder, bin, user, options.durable)
  const found = readOwn(path.join(folder, 'data', 'PG_VERSION')).trim()
  if (found !== version.split('.')[0]) {
    throw new Error(
      `${folder} was made by PostgreSQL ${found}, and this is ${version}. Dump it with that version and restore it here, or set another DATA_DIR.`,
    )
  }
  const password = readOwn(path.join(folder, 'password')).trim()
  return { folder, data: path.join(folder, 'data'), logFile: path.join(folder, 'log'), password, bin, user, version }
}

function readOwn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(
      `Cannot read ${file} (${(cause as NodeJS.ErrnoException).code}). It may belong to another user: start as that one, or set another DATA_DIR.`,
      { cause },
    )
  }
}

// initdb works in a folder of its own, which is then renamed into place: whoever is killed half-way leaves nothing that looks like
// a cluster, and of two that race one wins whole.
async function createCluster(folder: string, bin: string, user: Credentials | null, durable: boolean): Promise<void> {
  const parent = path.dirname(folder)
  for (const name of readdirSync(parent)) if (isAbandoned(parent, name)) rmSync(path.join(parent, name), { recursive: true, force: true })
  const work = mkdtempSync(path.join(parent, 'postgres-init-'))
  const data = path.join(work, 'data')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(path.join(work, 'password'), `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  if (user) for (const each of [work, data, path.join(work, 'password')]) chownSync(each, user.uid, user.gid)
  chmodSync(work, 0o700)
  const args = [
    '-D',
    dataArgument(data, user),
    '-U',
    superuser,
    '-A',
    'scram-sha-256',
    '--pwfile=../password',
    '-E',
    'UTF8',
    '--locale=C',
    ...(durable ? [] : ['--no-sync']),
  ]
  const { code, output } = await run(path.join(bin, 'initdb'), args, data, user)
  if (code !== 0) {
    rmSync(work, { recursive: true, force: true })
    throw new Error(`initdb failed in ${parent}${user ? ` as ${user.name}` : ''}: ${reasonIn(output)}`)
  }
  try {
    renameSync(work, folder)
  } catch (error) {
    rmSync(work, { recursive: true, force: true })
    if (!existsSync(path.join(folder, 'data', 'PG_VERSION'))) {
      throw new Error(`${folder} exists and is not a PostgreSQL cluster. Move it away, or set another DATA_DIR.`, { cause: error })
    }
  }
}

/** What initdb complained of, rather than the tidying up that it reports last. */
function reasonIn(output: string): string {
  const lines = output
    .trim()
    .split('\n')
    .map((line) => line.trim())
  const complaints = lines.filter((line) => /error|fatal|panic|could not|cannot/i.test(line))
  return (complaints.length > 0 ? complaints : lines.slice(-3)).join(' · ')
}

const abandonedAfterMs = 10 * 60_000

function isAbandoned(parent: string, name: string): boolean {
  if (!name.startsWith('postgres-init-')) return false
  try {
    return Date.now() - statSync(path.join(parent, name)).mtimeMs > abandonedAfterMs
  } catch {
    return false
  }
}

/**
 * How PostgreSQL is told its data folder. As root on Linux the folder may lie under one that the unprivileged user cannot traverse
 * (/root, a private clone): the process is started *in* it, and `/proc/self/cwd` leads there without walking the path.
 */
export function dataArgument(data: string, user: Credentials | null): string {
  return user && process.platform === 'linux' ? '/proc/self/cwd' : data
}

/** PostgreSQL takes defaults from PG* variables of whoever starts it: it gets none. */
export const cleanEnvironment = {
  PATH: process.env.PATH,
  LC_ALL: 'C',
  TZ: 'UTC',
  ...(process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {}),
} as unknown as NodeJS.ProcessEnv

function run(command: string, args: string[], cwd: string, user: Credentials | null): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: cleanEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
