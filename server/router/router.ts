// A router at work: started and stopped in the order that loses nothing.

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { urlHost } from '@/server/platform/env'
import { NoConfigurationError } from '@/server/replica/network-state'
import { followOverrides } from './agents/follow-overrides'
import { assemble } from './assemble'
import type { RouterContext } from './context'
import { closeServer, listenOn } from './http/listen'
import { createRouterServer } from './http/server'
import { keepTrying } from './keep-trying'
import type { Drain } from './log/drain'
import { announceRouter } from './registry'
import type { RouterSettings } from './settings'

const EXPIRE_EVERY_MS = 1_000
const STOP_WITHIN_MS = { requests: 3_000, drain: 2_000, database: 2_000 }

export type Router = { ctx: RouterContext; url: string; stop(): Promise<void> }

/** Resolves once it listens; it is ready once a configuration is there, which it waits for. */
export async function startRouter(settings: RouterSettings): Promise<Router> {
  const { pool, log, host } = settings
  const { ctx, drain } = assemble(settings)
  const server = createRouterServer(ctx)
  try {
    await listenOn(server, host, settings.port)
  } catch (error) {
    await ctx.spool.close()
    throw error
  }
  drain.start()
  const starting = startReplica(ctx)
  const loadingSecrets = loadSecrets(ctx)
  const stopFollowing = followOverrides(ctx)
  const url = `http://${urlHost(host)}:${(server.address() as AddressInfo).port}`
  const advertiseUrl = settings.advertiseUrl ?? url
  const announcement = announceRouter({
    pool,
    id: ctx.routerId,
    advertiseUrl,
    conditions: () => ctx.conditions.report(),
    clockAhead: ctx.metrics.clockAhead,
    log,
  })
  const expiring = setInterval(() => ctx.leases.expire(), EXPIRE_EVERY_MS)
  await Promise.all([starting.first, loadingSecrets.first, announcement.announced])
  ctx.conditions.start()

  let stopped: Promise<void> | null = null
  const stop = () => {
    clearInterval(expiring)
    ctx.conditions.stop()
    starting.stop()
    loadingSecrets.stop()
    stopFollowing()
    return stopServing(ctx, server, drain, announcement)
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

async function stopServing(ctx: RouterContext, server: Server, drain: Drain, announcement: { stop(): Promise<void> }): Promise<void> {
  ctx.streams.stop()
  await closeServer(server, STOP_WITHIN_MS.requests)
  await drain.stop(STOP_WITHIN_MS.drain)
  await ctx.spool.close()
  // With Postgres away these would wait for it; nothing is lost by not waiting.
  await within(
    STOP_WITHIN_MS.database,
    ctx.agents.writer.stop().then(() => announcement.stop()),
  )
  await ctx.replica.stop()
}

// A first configuration may be a moment away: web publishes it at its first start.
function startReplica({ replica, log }: RouterContext) {
  return keepTrying(
    () => replica.start(),
    (error) => {
      if (error instanceof NoConfigurationError) log.warn(error.message)
      else log.error({ err: error }, 'router: cannot load what decisions are made from; trying again')
    },
  )
}

function loadSecrets({ agents, pool, log }: RouterContext) {
  return keepTrying(
    () => agents.secrets.load(pool),
    (error) => log.warn({ err: error }, 'router: cannot read the installation’s secret; trying again'),
  )
}

function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
