import { z } from 'zod'
import { EnvError } from '@/server/platform/env'

/** What only a router reads of its environment. */
export type RouterEnv = {
  spoolMaxBytes: number
  whenLogFull: 'refuse' | 'serve'
  keysMaxAgeMs: number
  snapshotMaxAgeMs: number
}

const HOUR_MS = 3_600_000
const hours = (value: number) => {
  const wanted = 'a number of hours, 0 to 8760'
  return z.coerce.number(wanted).min(0, wanted).max(8760, wanted).default(value)
}
const mebibytes = 'a number of MiB, 1 to 1048576'

const schema = z.object({
  SPOOL_MAX_MIB: z.coerce.number(mebibytes).min(1, mebibytes).max(1_048_576, mebibytes).default(1024),
  WHEN_LOG_FULL: z.enum(['refuse', 'serve'], 'refuse or serve').default('refuse'),
  KEYS_MAX_AGE_HOURS: hours(24),
  SNAPSHOT_MAX_AGE_HOURS: hours(6),
})

export function readRouterEnv(source: Record<string, string | undefined> = process.env): RouterEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues.map(
        ({ path, message }) => `${String(path[0])}: must be ${message}; it is ${JSON.stringify(given[String(path[0])])}`,
      ),
    )
  }
  const { SPOOL_MAX_MIB, WHEN_LOG_FULL, KEYS_MAX_AGE_HOURS, SNAPSHOT_MAX_AGE_HOURS } = parsed.data
  return {
    spoolMaxBytes: SPOOL_MAX_MIB * 1024 * 1024,
    whenLogFull: WHEN_LOG_FULL,
    keysMaxAgeMs: KEYS_MAX_AGE_HOURS * HOUR_MS,
    snapshotMaxAgeMs: SNAPSHOT_MAX_AGE_HOURS * HOUR_MS,
  }
}
