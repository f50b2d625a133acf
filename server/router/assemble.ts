// The parts of a router, made and put together; none of them runs yet.

import { join } from 'node:path'
import { CidrSet } from '@/server/core/geo/cidr'
import { createNonceWindow } from '@/server/platform/signatures/nonces'
import { LiveReplica } from '@/server/replica/replica'
import type { Agents } from './agents/agents'
import { FleetWriter } from './agents/fleet-writer'
import { InstanceSecrets } from './agents/instance-secrets'
import { Pace } from './agents/pace'
import { Conditions } from './conditions/conditions'
import type { RouterContext } from './context'
import { OpenStreams } from './http/open-streams'
import { RateLimit } from './http/rate-limit'
import { type LeaseEvents, LeaseTable } from './leases/lease-table'
import { hasLeftBoundary } from './leases/left-boundary'
import { appendOutcome } from './leases/log-outcome'
import { Drain } from './log/drain'
import { Spool } from './log/spool'
import { createMetrics, type Gauges } from './metrics'
import { newRouterId } from './registry'
import { Attempts } from './retry/attempts'
import { Gathering } from './route/gathering'
import type { RouterSettings } from './settings'

const GiB = 1024 ** 3
const SEGMENT_BYTES = 16 * 1024 ** 2
const HOUR_MS = 3_600_000

export function assemble(settings: RouterSettings): { ctx: RouterContext; drain: Drain } {
  const { pool, log, geoip, internalSecret, hopLimit, dataDir, name = 'router', now = Date.now } = settings
  const routerId = newRouterId()
  const dir = join(dataDir, name)
  const spool = new Spool({ dir: join(dir, 'spool'), maxBytes: settings.spoolMaxBytes ?? GiB, segmentBytes: SEGMENT_BYTES, log })
  const replica = replicaOf(settings, name, routerId, now)
  const pace = new Pace(() => ctx.gathering.open(ctx))
  const agents = agentsOf(settings, dir, routerId, replica, pace)
  const drain = new Drain({ spool, pool, log, onDrained: (rows) => ctx.metrics.drained(rows) })
  const ctx: RouterContext = {
    routerId,
    pool,
    replica,
    geoip,
    trustedProxies: CidrSet.parse(settings.trustedProxies),
    hopLimit,
    internalSecret,
    spool,
    leases: leasesOf(
      routerId,
      replica,
      agents.writer,
      (lease) => {
        void appendOutcome(ctx, lease, { outcome: 'expired', geoChanged: hasLeftBoundary(replica, lease) })
      },
      now,
    ),
    conditions: new Conditions({ replica, log, now, onShed: (zone) => ctx.metrics.shed(zone) }),
    attempts: new Attempts(),
    limit: new RateLimit(),
    streams: new OpenStreams(),
    gathering: new Gathering(),
    agents,
    metrics: createMetrics(() => gaugesOf(ctx, drain)),
    log,
    whenLogFull: settings.whenLogFull ?? 'refuse',
    snapshotMaxAgeMs: settings.snapshotMaxAgeMs ?? 6 * HOUR_MS,
    now,
  }
  return { ctx, drain }
}

function replicaOf(settings: RouterSettings, name: string, routerId: string, now: () => number): LiveReplica {
  const { pool, listen = true, databaseUrl, dataDir, log, gpsCountry, keysMaxAgeMs } = settings
  return new LiveReplica({ pool, databaseUrl: listen ? databaseUrl : null, dataDir, name, log, gpsCountry, routerId, keysMaxAgeMs, now })
}

function agentsOf(
  { pool, log, networkId, allowSimulated }: RouterSettings,
  dir: string,
  routerId: string,
  replica: LiveReplica,
  pace: Pace,
): Agents {
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
  const secrets = new InstanceSecrets(dir)
  return { pace, writer, nonces: createNonceWindow(), secrets, addresses: new Map(), networkId, allowSimulated }
}

function leasesOf(
  routerId: string,
  replica: LiveReplica,
  writer: FleetWriter,
  onExpired: LeaseEvents['onExpired'],
  now: () => number,
): LeaseTable {
  const onSlots: LeaseEvents['onSlots'] = (nodeId, demand, by) => {
    replica.adjustLeased(nodeId, by)
    writer.touchLeases(nodeId)
    demand.open += by
  }
  return new LeaseTable(routerId, { onSlots, onExpired }, now)
}

function gaugesOf({ spool, replica, leases, streams, conditions, now }: RouterContext, drain: Drain): Gauges {
  const { refreshedAt } = replica.status()
  return {
    spoolBytes: spool.heldBytes(),
    drainLagMs: drain.lagMs(),
    replicaAgeMs: refreshedAt === null ? null : now() - refreshedAt,
    openLeases: leases.openCount,
    openStreams: streams.size,
    conditions: conditions.report(),
  }
}
