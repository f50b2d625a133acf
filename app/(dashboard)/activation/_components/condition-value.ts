import type { ConditionRow } from '@/server/control/services/activation/schemas'

const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** `87 %`, `1 region`, `1.4 ×`: the unit as the condition names it. */
export function withUnit(value: number | null, unit: string): string {
  if (value === null) return 'no data'
  const text = (value < 100 ? fine : whole).format(value)
  return unit === '' ? text : `${text} ${text === '1' ? unit.replace(/s$/, '') : unit}`
}

/** Only a change that one would see: noise has no arrow. */
export function trendOf({ value, previous }: Pick<ConditionRow, 'value' | 'previous'>): 'up' | 'down' | null {
  if (value === null || previous === null || Math.abs(value - previous) < 0.05) return null
  return value > previous ? 'up' : 'down'
}
