// A condition is met when each of its parts is; it shows the part that is furthest from its target. Of parts that are all
// met, that is the one with the least to spare.

import type { ZoneCode } from '../geo/place'
import { atLeast, atMost } from './ratio'
import type { Condition, ConditionId } from './types'

export type Part = { value: number; target: number; unit: string; ratio: number; margin: number; missing: string | null }

export function floorPart(value: number, target: number, unit: string, missing: string): Part {
  const ratio = atLeast(value, target)
  return {
    value,
    target,
    unit,
    ratio,
    margin: target <= 0 ? Number.POSITIVE_INFINITY : value / target,
    missing: ratio < 1 ? missing : null,
  }
}

export function ceilingPart(value: number, target: number, unit: string, missing: string): Part {
  const ratio = atMost(value, target)
  return { value, target, unit, ratio, margin: value <= 0 ? Number.POSITIVE_INFINITY : target / value, missing: ratio < 1 ? missing : null }
}

export function conditionOf(
  id: ConditionId,
  zone: ZoneCode | null,
  parts: readonly Part[],
  { hardLoss = false, met = '' } = {},
): Condition {
  const [worst] = [...parts].sort((a, b) => a.ratio - b.ratio || a.margin - b.margin)
  if (!worst) return missingCondition(id, zone, 0, '', 'nothing was measured')
  const { value, target, unit, ratio } = worst
  const missing = parts.flatMap((part) => part.missing ?? [])
  return { id, zone, target, value, unit, met: ratio >= 1 && !hardLoss, ratio, hardLoss, detail: missing.join('; ') || met }
}

/** No data is not met, and none of the target. */
export function missingCondition(id: ConditionId, zone: ZoneCode | null, target: number, unit: string, detail: string): Condition {
  return { id, zone, target, value: null, unit, met: false, ratio: 0, hardLoss: false, detail }
}

/** `2 more nodes`, `1 more network`. */
export function more(missing: number, one: string, many: string): string {
  const count = Math.max(1, Math.ceil(missing))
  return `${count} more ${count === 1 ? one : many}`
}
