import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { GpsCountry } from './node-geo'

export type ReplicaSettings = {
  pool: Pool
  /** For LISTEN; null: polling only. */
  databaseUrl: string | null
  /** The last known good state is kept in `<dataDir>/<name>`. */
  dataDir: string
  name: string
  log: Logger
  gpsCountry: GpsCountry
  /** The router whose own leases are counted from memory; null in web. */
  routerId?: string | null
  /** Without Postgres, keys are honoured for so long after it was last reached. */
  keysMaxAgeMs?: number
  now?: () => number
}

export const defaultKeysMaxAgeMs = 24 * 3_600_000
