import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { CidrSet } from '@/server/core/geo/cidr'
import type { GeoIp } from '@/server/core/origin/geoip'
import type { LiveReplica } from '@/server/replica/replica'
import type { Agents } from './agents/agents'
import type { Conditions } from './conditions/conditions'
import type { OpenStreams } from './http/open-streams'
import type { RateLimit } from './http/rate-limit'
import type { LeaseTable } from './leases/lease-table'
import type { Spool } from './log/spool'
import type { RouterMetrics } from './metrics'
import type { Attempts } from './retry/attempts'
import type { Gathering } from './route/gathering'

/** What every handler of the router works with. */
export type RouterContext = {
  routerId: string
  pool: Pool
  replica: LiveReplica
  geoip: GeoIp
  trustedProxies: CidrSet
  /** How many proxies may be stepped through; absent: the rule's default. */
  hopLimit: number | undefined
  internalSecret: string | null
  spool: Spool
  leases: LeaseTable
  conditions: Conditions
  attempts: Attempts
  limit: RateLimit
  streams: OpenStreams
  gathering: Gathering
  agents: Agents
  metrics: RouterMetrics
  log: Logger
  /** General jobs, when the log cannot take a decision: refused too, or answered without a log row. */
  whenLogFull: 'refuse' | 'serve'
  /** Restricted jobs are refused when Postgres was last read longer ago than this. */
  snapshotMaxAgeMs: number
  now: () => number
}
