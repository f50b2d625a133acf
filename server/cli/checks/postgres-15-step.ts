import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@/server/platform/db/embedded-postgres/server'
import { installDebianPackages, mayInstall } from './debian'
import type { Outcome } from './outcome'
import { runCommand, say } from './step'
import { runVitest } from './vitest-step'

const limitMs = 60_000
const server = '/usr/lib/postgresql/15/bin/postgres'

/** The service tests once more, on the oldest PostgreSQL that is supported: Debian's own, in a cluster made for it and removed after. */
export async function runOnPostgres15(): Promise<Outcome> {
  if (!mayInstall()) {
    say('Only in CI, as root on Debian: passed over.')
    return { passed: 0, failures: [] }
  }
  if (!existsSync(server) && !(await install())) throw new Error('PostgreSQL 15 could not be installed (apt-get install postgresql-15).')
  const folder = mkdtempSync(path.join(tmpdir(), 'geo-postgres-15-'))
  // Its server runs as `postgres`, which reads the password from here.
  chmodSync(folder, 0o755)
  const password = randomBytes(18).toString('base64url')
  const passwordFile = path.join(folder, 'password')
  writeFileSync(passwordFile, `${password}\n`)
  const cluster = `geo${process.pid}`
  const port = String(await freePort())
  try {
    const place = ['--port', port, '--datadir', path.join(folder, 'data'), '--socketdir', '/tmp']
    await must('pg_createcluster', '15', cluster, ...place, '--', `--pwfile=${passwordFile}`, '--no-sync')
    await must('pg_ctlcluster', '15', cluster, 'start', '-o', '-c fsync=off -c max_connections=200')
    return await runVitest(['--project', 'service'], { TEST_DATABASE_URL: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres` })
  } finally {
    await runCommand('pg_dropcluster', ['--stop', '15', cluster], { limitMs })
    rmSync(folder, { recursive: true, force: true })
  }
}

async function install(): Promise<boolean> {
  // No cluster of its own: nothing here would use it.
  mkdirSync('/etc/postgresql-common/createcluster.d', { recursive: true })
  writeFileSync('/etc/postgresql-common/createcluster.d/no-main-cluster.conf', 'create_main_cluster = false\n')
  return installDebianPackages('postgresql-15')
}

async function must(command: string, ...args: string[]): Promise<void> {
  const code = await runCommand(command, args, { limitMs })
  if (code !== 0) throw new Error(`${command} ended with code ${code}.`)
}
