// The filters of the log as SQL. Time is a range of ids (UUIDv7), so that only the days asked for are read.

import { uuidv7Floor } from '@/server/platform/db/partitions'
import type { Reach } from '../../reach'
import type { DecisionFilters } from './schemas'

export type Where = { sql: string; params: unknown[] }

export function whereOf(filters: Partial<DecisionFilters>, reach: Reach): Where {
  const parts: string[] = []
  const params: unknown[] = []
  const add = (sql: string, value: unknown) => parts.push(sql.replace('?', `$${params.push(value)}`))
  if (reach.subclouds !== null) add('subcloud = ANY(?::text[])', [...reach.subclouds])
  if (filters.from !== undefined) add('id >= ?::uuid', uuidv7Floor(new Date(filters.from)))
  if (filters.to !== undefined) add('id < ?::uuid', uuidv7Floor(new Date(filters.to)))
  if (filters.subcloud !== undefined) add('subcloud = ?', filters.subcloud)
  if (filters.outcome !== undefined) add('outcome = ?', filters.outcome)
  if (filters.zone !== undefined) add('served_zone = ?', filters.zone)
  if (filters.preferred !== undefined) add('preferred_zone = ?', filters.preferred)
  if (filters.rung !== undefined) add('rung = ?', filters.rung)
  if (filters.reason !== undefined) add('? = ANY(reasons)', filters.reason)
  if (filters.code !== undefined) add('code = ?', filters.code)
  if (filters.model !== undefined) add('model = ?', filters.model)
  if (filters.node !== undefined) add('node_id = ?', filters.node.toLowerCase())
  return { sql: parts.length > 0 ? parts.join(' AND ') : 'true', params }
}
