import type { ConditionRow } from '@/server/control/services/activation/schemas'

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** `87 %`, `3 regions`, `1.4 ×`: the unit as the condition names it. */
export function withUnit(value: number | null, unit: string): string {
  return value === null ? 'no data' : `${number.format(value)}${unit ? ` ${unit}` : ''}`
}

/** Only a change that one would see: noise has no arrow. */
export function trendOf({ value, previous }: Pick<ConditionRow, 'value' | 'previous'>): 'up' | 'down' | null {
  if (value === null || previous === null || Math.abs(value - previous) < 0.05) return null
  return value > previous ? 'up' : 'down'
}
