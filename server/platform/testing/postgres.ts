// Global set-up of the service tests: a PostgreSQL to throw away (or TEST_DATABASE_URL), with one migrated database in it that
// every test file's own database is copied from.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../db/embedded'
import { applyMigrations } from '../db/migrate'
import { ensureDecisionPartitions } from '../db/partitions'
import { createPool } from '../db/pool'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { adminUrl: string; template: string }
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const dataDir = given ? null : mkdtempSync(path.join(tmpdir(), 'geo-test-'))
  const server = dataDir ? await startEmbeddedPostgres({ dataDir, durable: false }) : null
  const watcher = server ? endWithUs(server.pid, dataDir!) : null
  const adminUrl = given ?? server!.url
  const template = `geo_template_${process.pid}`
  await administer(adminUrl, `DROP DATABASE IF EXISTS ${template}`)
  await administer(adminUrl, `CREATE DATABASE ${template}`)
  const templateUrl = withDatabase(adminUrl, template)
  await applyMigrations(templateUrl)
  const pool = createPool(templateUrl, { max: 1 })
  await ensureDecisionPartitions(pool, new Date())
  await pool.end()
  project.provide('postgres', { adminUrl, template })
  return async () => {
    if (given) await administer(adminUrl, `DROP DATABASE IF EXISTS ${template}`)
    watcher?.kill()
    await server?.stop()
    if (dataDir) rmSync(dataDir, { recursive: true, force: true })
  }
}

/** A run that is killed never gets to its tear-down: a process that outlives it by a moment ends the server and removes its folder. */
function endWithUs(pid: number, folder: string): { kill(): void } {
  const script = `process.stdin.resume().on('end', () => {
    try { process.kill(${pid}, 'SIGQUIT') } catch {}
    setTimeout(() => require('node:fs').rmSync(${JSON.stringify(folder)}, { recursive: true, force: true, maxRetries: 10 }), 1000)
  })`
  // Its standard input is a pipe that closes with this process, however that ends.
  const child = spawn(process.execPath, ['--input-type=commonjs', '-e', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  child.unref()
  return { kill: () => void child.kill('SIGKILL') }
}

export async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
