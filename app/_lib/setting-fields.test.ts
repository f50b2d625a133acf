import { describe, expect, it } from 'vitest'
import { defaultConfig } from '@/server/core/config/default'
import { configSchema } from '@/server/core/config/schema'
import { settingFields, settingOf, withSetting } from './setting-fields'

const config = defaultConfig()
const paths = settingFields.map(({ path }) => path)

function numbersOf(value: unknown, path: string): string[] {
  if (typeof value === 'number') return [path]
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, each]) => numbersOf(each, `${path}.${key}`))
    : []
}

describe('the table of settings', () => {
  it('has every number of routing, once', () => {
    expect([...paths].sort()).toEqual(numbersOf(config.routing, 'routing').sort())
  })

  it.each(settingFields.map((field) => [field.path, field] as const))('%s has the bounds of the schema', (path, { min, max, whole }) => {
    const takes = (value: number) => configSchema.safeParse(withSetting(config, path, value)).success
    expect(takes(min)).toBe(true)
    expect(takes(min - 1)).toBe(false)
    expect(takes(max ?? 1e9)).toBe(true)
    if (max !== undefined) expect(takes(max + 1)).toBe(false)
    expect(takes(min + 0.5)).toBe(!whole)
  })

  it('changes one number and shares the rest', () => {
    const next = withSetting(config, 'routing.spill.enterPct', 90)
    expect(settingOf(next, 'routing.spill.enterPct')).toBe(90)
    expect(next.routing.ejection).toBe(config.routing.ejection)
    expect(next.zones).toBe(config.zones)
    expect(settingOf(config, 'routing.spill.enterPct')).toBe(85)
  })
})
