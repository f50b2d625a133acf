import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { GeoIp } from '@/server/core/origin/geoip'
import type { GpsCountry } from '@/server/replica/node-geo'

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
  whenLogFull?: 'refuse' | 'serve'
  keysMaxAgeMs?: number
  snapshotMaxAgeMs?: number
  now?: () => number
}
