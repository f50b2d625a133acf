// The product that the browser tests run against: a real one, on free ports, with a data folder that goes with it.
// The first process to load this chooses; Playwright's workers inherit the choice through the environment.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@/server/platform/db/embedded-postgres/server'

if (!process.env.E2E_DATA_DIR) {
  const folder = mkdtempSync(path.join(tmpdir(), 'geo-e2e-'))
  process.env.E2E_DATA_DIR = folder
  process.env.E2E_PORT = String(await freePort())
  process.env.E2E_ROUTER_PORT = String(await freePort())
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
}

export const product = {
  webUrl: `http://127.0.0.1:${process.env.E2E_PORT}`,
  routerUrl: `http://127.0.0.1:${process.env.E2E_ROUTER_PORT}`,
  networkId: 'e2e',
  adminEmail: 'admin@example.com',
  adminPassword: 'correct horse battery',
  /** Scopes admin and gateway. */
  apiKey: 'rgeo_e2e_0123456789abcdef0123456789abcdef',
}

/** What it is started with. Loopback is a trusted proxy, so that a test's agents and clients can come from anywhere. */
export const productEnv: Record<string, string> = {
  DATA_DIR: process.env.E2E_DATA_DIR!,
  DATABASE_URL: '',
  HOST: '127.0.0.1',
  PORT: process.env.E2E_PORT!,
  ROUTER_PORT: process.env.E2E_ROUTER_PORT!,
  NETWORK_ID: product.networkId,
  TRUSTED_PROXIES: '127.0.0.0/8',
  BOOTSTRAP_ADMIN_EMAIL: product.adminEmail,
  BOOTSTRAP_ADMIN_PASSWORD: product.adminPassword,
  BOOTSTRAP_API_KEY: product.apiKey,
  LOG_LEVEL: 'warn',
}
