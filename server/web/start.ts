// Web, put together: replica, sign-in, loops, Next and the server in front of it, started and stopped in order.

import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { shareControl } from '@/server/control/context'
import { createExaminer } from '@/server/control/examiner/examiner'
import { startJobs } from '@/server/control/jobs/start'
import { type CountryShapes, countryAt } from '@/server/core/geo/country-shapes'
import type { GeoIp } from '@/server/core/origin/geoip'
import { createBrowserAuth } from '@/server/platform/auth/browser-auth'
import { deriveSecret, ensureMasterSecret } from '@/server/platform/auth/master-secret'
import type { PrismaClient } from '@/server/platform/db/client'
import { type Env, urlHost } from '@/server/platform/env'
import { gpsCountryFrom } from '@/server/replica/gps-country'
import { LiveReplica } from '@/server/replica/replica'
import { createWebServer, type NextHandler } from './server'

export type WebSettings = {
  env: Env
  databaseUrl: string
  pool: Pool
  prisma: PrismaClient
  geoip: GeoIp
  shapes: CountryShapes
  log: Logger
  /** Next's handler, once its own preparation is done; a stand-in in tests. */
  openNext(): Promise<{ handle: NextHandler; upgrade?: Parameters<typeof createWebServer>[0]['upgrade']; close(): Promise<void> }>
  isDevelopment?: boolean
  now?: () => number
}

export type Web = { url: string; stop(): Promise<void> }

export async function startWeb(settings: WebSettings): Promise<Web> {
  const { env, databaseUrl, pool, prisma, geoip, shapes, log, isDevelopment = false, now = Date.now } = settings
  const url = `http://${urlHost(env.host)}:${env.port}`
  const replica = new LiveReplica({ pool, databaseUrl, dataDir: env.dataDir, name: 'web', log, gpsCountry: gpsCountryFrom(shapes), now })
  await replica.start()
  const master = await ensureMasterSecret(pool)
  const control = {
    env,
    log,
    pool,
    prisma,
    replica,
    geoip,
    now,
    sessions: new Map(),
    examiner: createExaminer(),
    auth: createBrowserAuth({ prisma, secret: deriveSecret(master, 'browser sessions'), baseUrl: url, log }),
    // Without a secret shared with the router at start, what web tells it of callers is not believed, and that is safe.
    internalSecret: env.internalSecret ?? randomBytes(32).toString('base64url'),
  }
  shareControl(control)
  const next = await settings.openNext()
  const { server, stop: stopServer } = createWebServer({ control, next: next.handle, upgrade: next.upgrade, isDevelopment })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: env.host, port: env.port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const jobs = startJobs({ pool, replica, log, countryOf: (point) => countryAt(point, shapes).country })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${urlHost(env.host)}:${port}`,
    async stop() {
      await Promise.all([stopServer(), jobs.stop()])
      await next.close()
      await control.examiner.stop()
      await replica.stop()
    },
  }
}

/** Where the built dashboard is: the project's folder, wherever the process was started. */
export const projectRoot = path.resolve(import.meta.dirname, '../..')
