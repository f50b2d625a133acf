// A zone's gate as it is stored between ticks: the state machine's memory, the conditions as last seen, and of which
// zones they were.

import { z } from 'zod'
import { type GateMemory, gateMemorySchema, newGateMemory } from '@/server/core/activation/gate-memory'
import type { Condition } from '@/server/core/activation/types'

/** `since`: how long it has been met or not; `previous`: the value some minutes ago (`previousAt`), for a trend. */
export type ObservedCondition = Condition & { since: number; previous: number | null; previousAt: number }

export type GateRow = { zone: string; memory: GateMemory; zonesHash: string | null; conditions: ObservedCondition[] }

const trendMs = 5 * 60_000
const storedMemory = gateMemorySchema.extend({ zonesHash: z.string() })
const storedCondition = z.looseObject({
  id: z.string(),
  met: z.boolean(),
  value: z.number().nullable(),
  since: z.number(),
  previous: z.number().nullable(),
  previousAt: z.number(),
})

/** What does not parse starts over from `off`: nothing is applied that nobody can account for. */
export function readGateRow(zone: string, row: { memory: unknown; conditions: unknown } | undefined, now: number): GateRow {
  const memory = storedMemory.safeParse(row?.memory).data
  const conditions = z.array(storedCondition).safeParse(row?.conditions).data ?? []
  return {
    zone,
    memory: memory ?? newGateMemory(now),
    zonesHash: memory?.zonesHash ?? null,
    conditions: conditions as unknown as ObservedCondition[],
  }
}

export function observeConditions(
  before: readonly ObservedCondition[],
  conditions: readonly Condition[],
  now: number,
): ObservedCondition[] {
  return conditions.map((condition) => {
    const last = before.find(({ id }) => id === condition.id)
    if (!last) return { ...condition, since: now, previous: null, previousAt: now }
    const isDue = now - last.previousAt >= trendMs
    return {
      ...condition,
      since: last.met === condition.met ? last.since : now,
      previous: isDue ? last.value : last.previous,
      previousAt: isDue ? now : last.previousAt,
    }
  })
}
