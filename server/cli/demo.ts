// `npm run demo`: the product beside a simulated world that uses nothing but its public API.

import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readEnv } from '@/server/platform/env'
import { openGeoIp } from '@/server/platform/geoip/open'
import { createLogger } from '@/server/platform/observability/log'
import { runWorld, type World } from './demo/world'

const dataDir = path.resolve(process.env.DATA_DIR ?? '.data/demo')
const log = createLogger('demo', process.env.LOG_LEVEL ?? 'info')

/**
 * The demonstration's sign-in and admin key, given or generated at its first run. They live beside its data, so that a
 * second run finds its first one's installation.
 */
function demoCredentials(): { email: string; password: string; apiKey: string } {
  const file = path.join(dataDir, 'demo-credentials.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    const { BOOTSTRAP_ADMIN_EMAIL, BOOTSTRAP_ADMIN_PASSWORD, BOOTSTRAP_API_KEY } = process.env
    const made = {
      email: BOOTSTRAP_ADMIN_EMAIL || 'admin@demo.invalid',
      password: BOOTSTRAP_ADMIN_PASSWORD || randomBytes(9).toString('base64url'),
      apiKey: BOOTSTRAP_API_KEY || `rgeo_${randomBytes(24).toString('base64url')}`,
    }
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
    return made
  }
}

async function ready(url: string, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return true
    await delay(250)
  }
  return false
}

async function main(): Promise<void> {
  const credentials = demoCredentials()
  const childEnv = {
    ...process.env,
    DATA_DIR: dataDir,
    DEMO: '1',
    TRUSTED_PROXIES: '127.0.0.0/8,::1/128',
    BOOTSTRAP_ADMIN_EMAIL: credentials.email,
    BOOTSTRAP_ADMIN_PASSWORD: credentials.password,
    BOOTSTRAP_API_KEY: credentials.apiKey,
  }
  const env = readEnv(childEnv)
  const product = spawn(process.execPath, ['--import', 'tsx', 'server/cli/start.ts'], { stdio: 'inherit', env: childEnv })
  let world: World | null = null
  const stop = () => {
    world?.stop()
    world = null
    if (product.exitCode === null) product.kill('SIGTERM')
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  product.on('exit', (code) => {
    world?.stop()
    process.exitCode = code ?? 1
  })

  const webUrl = `http://${env.host}:${env.port}`
  const routerUrl = `http://${env.host}:${env.routerPort}`
  if (!((await ready(webUrl, product)) && (await ready(routerUrl, product)))) return
  const geoip = await openGeoIp({ dataDir, db: env.geoipDb, db2: env.geoipDb2, log })
  if (product.exitCode !== null) return
  world = await runWorld({
    webUrl,
    routerUrl,
    networkId: env.networkId,
    adminKey: credentials.apiKey,
    ownerEmail: credentials.email,
    geoip,
    log,
  })
  log.info(`Simulated world running. Watch it at ${webUrl}/map, signed in as ${credentials.email} with password ${credentials.password}`)
}

main().catch((error: unknown) => {
  log.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
