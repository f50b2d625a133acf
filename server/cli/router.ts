// The data plane's process: `node --import tsx server/cli/router.ts`. Ends on SIGTERM, SIGINT, or when whoever started it is gone.

import { loadCountryShapes } from '@/server/platform/country-shapes/load'
import { createPool } from '@/server/platform/db/pool'
import { EnvError, readEnv } from '@/server/platform/env'
import { openGeoIp } from '@/server/platform/geoip/open'
import { createLogger } from '@/server/platform/observability/log'
import { onStop } from '@/server/platform/on-stop'
import { gpsCountryFrom } from '@/server/replica/gps-country'
import { readRouterEnv } from '@/server/router/env'
import { SpoolLockedError } from '@/server/router/log/spool-lock'
import { type Router, startRouter } from '@/server/router/router'

const reasons: Record<string, string> = {
  EADDRINUSE: 'ROUTER_PORT: port {port} on {host} is in use. Stop what listens there, or choose another port.',
  EADDRNOTAVAIL: 'HOST: {host} is no address of this machine.',
  EACCES: 'DATA_DIR or ROUTER_PORT: permission denied ({message}).',
  EROFS: 'DATA_DIR: {message}.',
  ENOTDIR: 'DATA_DIR: {message}.',
}

async function main(): Promise<void> {
  const env = readEnv()
  const own = readRouterEnv()
  if (env.databaseUrl === null)
    throw new EnvError(['DATABASE_URL: a router needs the database’s URL; `npm start` runs one with an embedded database.'])
  const log = createLogger('router', env.logLevel)
  const pool = createPool(env.databaseUrl, { max: 8, applicationName: 'resultity-geo router' })
  let router: Router | null = null
  onStop(async () => {
    await router?.stop()
    await pool.end()
  })
  const geoip = await openGeoIp({ dataDir: env.dataDir, db: env.geoipDb, db2: env.geoipDb2, log })
  try {
    router = await startRouter({
      pool,
      databaseUrl: env.databaseUrl,
      dataDir: env.dataDir,
      host: env.host,
      port: env.routerPort,
      advertiseUrl: env.routerAdvertiseUrl,
      trustedProxies: env.trustedProxies,
      ...(env.trustedProxyHops === null ? {} : { hopLimit: env.trustedProxyHops }),
      networkId: env.networkId,
      internalSecret: env.internalSecret,
      allowSimulated: env.demo,
      ...own,
      geoip,
      gpsCountry: gpsCountryFrom(await loadCountryShapes()),
      log,
    })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code ? reasons[code] : undefined
    if (!reason) throw error
    throw new EnvError([reason.replace('{port}', String(env.routerPort)).replace('{host}', env.host).replace('{message}', message)])
  }
  log.info({ url: router.url, router: router.ctx.routerId, revision: router.ctx.replica.status().revision }, 'router: listening')
}

main().catch((error: unknown) => {
  const isExpected = error instanceof EnvError || error instanceof SpoolLockedError
  process.stderr.write(`${isExpected ? (error as Error).message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
