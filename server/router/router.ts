// A router, put together: replica, log, leases, agents and HTTP, started and stopped in the order that loses nothing.

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { CidrSet } from '@/server/core/geo/cidr'
import type { GeoIp } from '@/server/core/origin/geoip'
import { urlHost } from '@/server/platform/env'
import { createNonceWindow } from '@/server/platform/signatures/nonces'
import type { GpsCountry } from '@/server/replica/node-geo'
import { LiveReplica, NoConfigurationError } from '@/server/replica/replica'
import { FleetWriter } from './agents/fleet-writer'
import { followOverrides } from './agents/follow-overrides'
import { InstanceSecrets } from './agents/instance-secrets'
import { Pace } from './agents/pace'
import { Conditions } from './conditions/conditions'
import type { RouterContext } from './context'
import { OpenStreams } from './http/open-streams'
import { RateLimit } from './http/rate-limit'
import { createRouterServer } from './http/server'
import { LeaseTable } from './leases/lease-table'
import { hasLeftBoundary } from './leases/left-boundary'
import { appendOutcome } from './leases/log-outcome'
import { Drain } from './log/drain'
import { Spool } from './log/spool'
import { createMetrics } from './metrics'
import { announceRouter, newRouterId } from './registry'
import { Attempts } from './retry/attempts'
import { Gathering } from './route/gathering'

export type RouterSettings = {
  pool: Pool
  databaseUrl: string
  /** False: follow by polling only. */
  listen?: boolean
  dataDir: string
  /** Under dataDir; two routers on one machine need two names. */
  name?: string
  host: string
  port: number
  /** Null: what it listens on. */
  advertiseUrl: string | null
  trustedProxies: readonly string[]
  hopLimit?: number
  networkId: string
  internalSecret: string | null
  allowSimulated: boolean
  geoip: GeoIp
  gpsCountry: GpsCountry
  log: Logger
  /** Bytes of the log that may wait for Postgres. */
  spoolMaxBytes?: number
  spoolSegmentBytes?: number
  whenLogFull?: 'refuse' | 'serve'
  keysMaxAgeMs?: number
  snapshotMaxAgeMs?: number
  now?: () => number
}

const GiB = 1024 ** 3
const MiB = 1024 ** 2
const HOUR_MS = 3_600_000
const EXPIRE_EVERY_MS = 1_000
const RETRY_CONFIGURATION_MS = 500
const STOP_WITHIN_MS = { requests: 3_000, drain: 2_000, database: 2_000 }

export type Router = { ctx: RouterContext; url: string; stop(): Promise<void> }

/** Resolves once it listens; it is ready once a configuration is there, which it waits for. */
export async function startRouter(settings: RouterSettings): Promise<Router> {
  const { pool, log, dataDir, name = 'router', now = Date.now } = settings
  const dir = join(dataDir, name)
  const routerId = newRouterId()
  const spool = new Spool({
    dir: join(dir, 'spool'),
    maxBytes: settings.spoolMaxBytes ?? GiB,
    segmentBytes: settings.spoolSegmentBytes ?? 16 * MiB,
    log,
  })
  const replica = new LiveReplica({
    pool,
    databaseUrl: settings.listen === false ? null : settings.databaseUrl,
    dataDir,
    name,
    log,
    gpsCountry: settings.gpsCountry,
    routerId,
    keysMaxAgeMs: settings.keysMaxAgeMs,
    now,
  })
  const drain = new Drain({ spool, pool, log, onDrained: (rows) => metrics.drained(rows) })
  const metrics = createMetrics(() => {
    const { refreshedAt } = replica.status()
    return {
      spoolBytes: spool.heldBytes(),
      drainLagMs: drain.lagMs(),
      replicaAgeMs: refreshedAt === null ? null : now() - refreshedAt,
      openLeases: leases.openCount,
      openStreams: streams.size,
      conditions: conditions.report(),
    }
  })
  const writer = new FleetWriter({
    pool,
    routerId,
    log,
    liveOf: (id) => replica.node(id)?.live ?? null,
    leasedOf: (id) => replica.ownLeased(id),
    isRated: (id) => replica.isRated(id),
    onStored: (ids) => replica.markStored(ids),
    onRated: (states) => replica.markRated(states),
  })
  const leases = new LeaseTable(
    routerId,
    {
      onSlots: (nodeId, demand, by) => {
        replica.adjustLeased(nodeId, by)
        writer.touchLeases(nodeId)
        demand.open += by
      },
      onExpired: (lease) => {
        void appendOutcome(ctx, lease, { outcome: 'expired', geoChanged: hasLeftBoundary(replica, lease) })
      },
    },
    now,
  )
  const conditions = new Conditions({ replica, log, now, onShed: (zone) => metrics.shed(zone) })
  const streams = new OpenStreams()
  const secrets = new InstanceSecrets(dir)
  const ctx: RouterContext = {
    routerId,
    pool,
    replica,
    geoip: settings.geoip,
    trustedProxies: CidrSet.parse(settings.trustedProxies),
    hopLimit: settings.hopLimit,
    internalSecret: settings.internalSecret,
    spool,
    leases,
    conditions,
    attempts: new Attempts(),
    limit: new RateLimit(),
    streams,
    gathering: new Gathering(),
    agents: {
      pace: new Pace(),
      writer,
      nonces: createNonceWindow(),
      secrets,
      addresses: new Map(),
      networkId: settings.networkId,
      allowSimulated: settings.allowSimulated,
    },
    metrics,
    log,
    whenLogFull: settings.whenLogFull ?? 'refuse',
    snapshotMaxAgeMs: settings.snapshotMaxAgeMs ?? 6 * HOUR_MS,
    now,
  }
  const server = createRouterServer(ctx)
  try {
    await listenOn(server, settings.host, settings.port)
  } catch (error) {
    await spool.close()
    throw error
  }
  drain.start()
  const starting = startReplica(replica, log)
  const loadingSecrets = loadSecrets(secrets, pool, log)
  const stopFollowing = followOverrides(ctx)
  const url = `http://${urlHost(settings.host)}:${(server.address() as AddressInfo).port}`
  const announcement = announceRouter({
    pool,
    id: routerId,
    advertiseUrl: settings.advertiseUrl ?? url,
    conditions: () => conditions.report(),
    log,
  })
  const expiring = setInterval(() => leases.expire(), EXPIRE_EVERY_MS)
  await Promise.all([starting.first, loadingSecrets.first, announcement.announced])
  conditions.start()

  let stopped: Promise<void> | null = null
  const stop = async () => {
    clearInterval(expiring)
    conditions.stop()
    starting.stop()
    loadingSecrets.stop()
    stopFollowing()
    streams.stop()
    await closeServer(server)
    await drain.stop(STOP_WITHIN_MS.drain)
    await spool.close()
    // With Postgres away these would wait for it; nothing is lost by not waiting.
    await within(
      STOP_WITHIN_MS.database,
      writer.stop().then(() => announcement.stop()),
    )
    await replica.stop()
  }
  return {
    ctx,
    url,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

// A first configuration may be a moment away: web publishes it at its first start.
function startReplica(replica: LiveReplica, log: Logger) {
  return keepTrying(
    () => replica.start(),
    (error) => {
      if (error instanceof NoConfigurationError) log.warn(error.message)
      else log.error({ err: error }, 'router: cannot load what decisions are made from; trying again')
    },
  )
}

function loadSecrets(secrets: InstanceSecrets, pool: Pool, log: Logger) {
  return keepTrying(
    () => secrets.load(pool),
    (error) => log.warn({ err: error }, 'router: cannot read the installation’s secret; trying again'),
  )
}

/** `first` resolves after the first attempt, however it went. Failures are told once. */
function keepTrying(attempt: () => Promise<void>, onFailure: (error: unknown) => void): { first: Promise<void>; stop(): void } {
  let isStopped = false
  let isTold = false
  const run = async (): Promise<void> => {
    try {
      await attempt()
    } catch (error) {
      if (isStopped) return
      if (!isTold) onFailure(error)
      isTold = true
      setTimeout(() => void (isStopped || run()), RETRY_CONFIGURATION_MS).unref()
    }
  }
  return { first: run(), stop: () => (isStopped = true) }
}

function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}

function listenOn(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog: 4096 }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Lets requests in flight finish, then cuts what is left. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS.requests)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
