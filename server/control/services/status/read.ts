import path from 'node:path'
import type { Pool } from 'pg'
import type { GeoIpSourceStatus } from '@/server/core/origin/geoip'
import { ServiceError } from '@/server/platform/errors'
import { ROUTER_GONE_AFTER_S } from '@/server/replica/load-pulse'
import { requireAccess } from '../../access'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import type { InstanceStatus } from './schemas'

/** The file's name says which database it is; where it lies on the server is for admins. */
const withoutFolders = (source: GeoIpSourceStatus): GeoIpSourceStatus => ({
  ...source,
  path: source.path
    .split(',')
    .map((file) => path.basename(file))
    .join(','),
})

/** What every screen needs to know of the installation and of who is signed in. */
export async function readStatus({ ctx }: Verb): Promise<InstanceStatus> {
  requireAccess(ctx.actor, 'read')
  const { actor, control } = ctx
  if (actor.type !== 'user') throw new ServiceError('forbidden', 'This is for people who are signed in.')
  const snapshot = control.replica.snapshot()
  const reach = reachOf(actor, snapshot.config)
  const [routers, decided] = await Promise.all([
    loadRouters(control.pool).catch(() => []),
    control.pool.query('SELECT 1 FROM decisions LIMIT 1').then(
      ({ rowCount }) => (rowCount ?? 0) > 0,
      () => true,
    ),
  ])
  let simulated = false
  for (const node of snapshot.fleet.nodes.values()) if (node.simulated) simulated = true
  return {
    me: { id: actor.id, name: actor.name, email: actor.email, role: actor.role, subclouds: [...(reach.subclouds ?? [])] },
    networkId: control.env.networkId,
    demo: control.env.demo,
    trustedProxies: actor.role === 'admin' ? [...control.env.trustedProxies] : [],
    replica: control.replica.status(),
    geoip: {
      ready: control.geoip.status.some((source) => source.ok),
      sources: control.geoip.status.map((source) => (actor.role === 'admin' ? source : withoutFolders(source))),
    },
    routers,
    empty: snapshot.fleet.nodes.size === 0 && !decided,
    simulated,
  }
}

/** Postgres wrote when it last heard of them, so by its clock they are alive or gone. */
async function loadRouters(pool: Pool): Promise<InstanceStatus['routers']> {
  const { rows } = await pool.query<{ id: string; started_at: Date; last_seen_at: Date; alive: boolean }>(
    `SELECT id, started_at, last_seen_at, last_seen_at > now() - make_interval(secs => ${ROUTER_GONE_AFTER_S}) AS alive FROM routers ORDER BY id`,
  )
  return rows.map((row) => ({ id: row.id, startedAt: row.started_at.getTime(), lastSeenAt: row.last_seen_at.getTime(), alive: row.alive }))
}
