// A web and a router on one database, with real listeners: what the REST API is asked of. Next's place is taken by the one
// handler of it that answers here.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { getControl } from '@/server/control/context'
import { handleRest } from '@/server/control/rest/handle'
import { loadCountryShapes } from '@/server/platform/country-shapes/load'
import { readEnv } from '@/server/platform/env'
import { createWorld, silent, testGeoIp, type World } from '@/server/router/testing/world'
import { startWeb, type Web } from '@/server/web/start'

export type Installation = {
  world: World
  web: Web
  /** The secret of a key that may do everything. */
  admin: string
  stop(): Promise<void>
}

export async function createInstallation(): Promise<Installation> {
  const world = await createWorld()
  const { database, settings, dataDir, router } = world
  const admin = await world.key({ scopes: ['admin', 'gateway'] })
  const env = readEnv({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    ROUTER_URL: router.url,
    INTERNAL_SECRET: settings.internalSecret ?? '',
    TRUSTED_PROXIES: '127.0.0.0/8',
  })
  const web = await startWeb({
    env: { ...env, port: 0 },
    databaseUrl: database.url,
    pool: database.pool,
    prisma: database.prisma,
    geoip: testGeoIp,
    shapes: await loadCountryShapes(),
    log: silent,
    openNext: async () => ({ handle: answerRest, close: async () => {} }),
  })
  return {
    world,
    web,
    admin,
    async stop() {
      await web.stop()
      await world.stop()
    },
  }
}

async function answerRest(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const gone = new AbortController()
  res.on('close', () => gone.abort())
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD'
  const request = new Request(`http://web.test${req.url}`, {
    method: req.method,
    headers: Object.entries(req.headers).map(([name, value]): [string, string] => [name, String(value)]),
    signal: gone.signal,
    ...(hasBody ? { body: Readable.toWeb(req) as ReadableStream, duplex: 'half' } : {}),
  })
  const answer = await handleRest(request, getControl())
  res.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (answer.body)
    Readable.fromWeb(answer.body as never)
      .on('error', () => res.destroy())
      .pipe(res)
  else res.end()
}
