import { parseAsIsoDateTime, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { rungs } from '@/server/control/services/decisions/schemas'

export const ranges = ['15m', '1h', '24h', '7d'] as const
export type Range = (typeof ranges)[number]
export const rangeMs: Record<Range, number> = { '15m': 900_000, '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 }

/** The log's filters by their names in the URL; each is `decisions.list`'s of the same name. */
export const filterParams = {
  outcome: parseAsStringLiteral(['routed', 'refused'] as const),
  zone: parseAsString,
  preferred: parseAsString,
  rung: parseAsStringLiteral(rungs),
  subcloud: parseAsString,
  model: parseAsString,
  code: parseAsString,
  reason: parseAsString,
  node: parseAsString,
}

export const jobsParams = {
  ...filterParams,
  range: parseAsStringLiteral(ranges).withDefault('1h'),
  /** Set by choosing a part of the histogram; wins over `range` and stops the live tail. */
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  job: parseAsString,
}
