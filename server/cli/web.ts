// The control plane's process: `node --import tsx server/cli/web.ts`. Ends on SIGTERM, SIGINT, or when whoever started it is gone.

import { existsSync } from 'node:fs'
import path from 'node:path'
import { bootstrap } from '@/server/control/services/bootstrap/bootstrap'
import { loadCountryShapes } from '@/server/platform/country-shapes/load'
import { createPrisma } from '@/server/platform/db/client'
import { createPool } from '@/server/platform/db/pool'
import { EnvError, readEnv } from '@/server/platform/env'
import { openGeoIp } from '@/server/platform/geoip/open'
import { createLogger } from '@/server/platform/observability/log'
import { onStop } from '@/server/platform/on-stop'
import { openNext } from '@/server/web/open-next'
import { projectRoot, startWeb, type Web } from '@/server/web/start'

const reasons: Record<string, string> = {
  EADDRINUSE: 'PORT: port {port} on {host} is in use. Stop what listens there, or choose another port.',
  EADDRNOTAVAIL: 'HOST: {host} is no address of this machine.',
  EACCES: 'PORT or DATA_DIR: permission denied ({message}).',
}

async function main(): Promise<void> {
  const env = readEnv()
  if (env.databaseUrl === null)
    throw new EnvError(['DATABASE_URL: web needs the database’s URL; `npm start` runs one with an embedded database.'])
  const isDevelopment = process.env.NODE_ENV === 'development'
  if (!isDevelopment && !existsSync(path.join(projectRoot, '.next', 'BUILD_ID')))
    throw new EnvError(['The dashboard is not built: run `npm run build`, or `npm start`, which does.'])
  const log = createLogger('web', env.logLevel)
  const { databaseUrl } = env
  const pool = createPool(databaseUrl, { max: 10, applicationName: 'resultity-geo web' })
  const prisma = createPrisma(databaseUrl, { max: 6 })
  let web: Web | null = null
  onStop(async () => {
    await web?.stop()
    await prisma.$disconnect()
    await pool.end()
  })
  try {
    const [, geoip, shapes] = await Promise.all([
      bootstrap({ databaseUrl, env }),
      openGeoIp({ dataDir: env.dataDir, db: env.geoipDb, db2: env.geoipDb2, log }),
      loadCountryShapes(),
    ])
    web = await startWeb({
      env,
      databaseUrl,
      pool,
      prisma,
      geoip,
      shapes,
      log,
      isDevelopment,
      openNext: () => openNext({ dir: projectRoot, host: env.host, port: env.port, isDevelopment }),
    })
  } catch (error) {
    throw explained(error, env)
  }
  log.info({ url: web.url }, 'web: listening')
}

function explained(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'P1001')
    return new EnvError(['DATABASE_URL: the database cannot be reached. Check that it runs and that the URL is right.'])
  const reason = code ? reasons[code] : undefined
  return reason ? new EnvError([reason.replace('{port}', String(port)).replace('{host}', host).replace('{message}', message)]) : error
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof EnvError ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
