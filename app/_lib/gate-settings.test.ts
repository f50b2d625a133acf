import { describe, expect, it } from 'vitest'
import { gateSettingsSchema } from '@/server/core/config/schema'
import {
  gateChangeWords,
  gateDefaults,
  gateSettingAt,
  gateSettingGroups,
  readSetting,
  readSettingText,
  secondsWords,
  settingText,
  settingWords,
  withSetting,
} from './gate-settings'

const settings = gateSettingGroups.flatMap((group) => group.settings)

/** Every value of the schema, by its path. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
}

describe('the gate’s settings', () => {
  it('are all that the configuration has, each once', () => {
    expect(settings.map(({ path }) => path).sort()).toEqual(leaves(gateDefaults).sort())
  })

  it('are read back as what they are written as', () => {
    for (const setting of settings) {
      const value = readSetting(gateDefaults, setting.path)
      expect(readSettingText(setting, settingText(setting, value))).toEqual(value)
      expect(withSetting(gateDefaults, setting.path, value)).toEqual({ gate: gateDefaults })
    }
    for (const seconds of [0, 1, 59, 60, 90, 3600, 86_400, 129_600, 172_800, 604_800])
      expect(readSettingText(gateSettingAt('upAfterS')!, secondsWords(seconds))).toBe(seconds)
  })

  it('have their units', () => {
    expect([86_400, 604_800, 1800, 90, 0].map(secondsWords)).toEqual(['24 h', '7 d', '30 min', '90 s', '0 s'])
    expect(settingWords(gateSettingAt('canarySteps')!, [5, 25])).toBe('5, 25 %')
    expect(settingWords(gateSettingAt('coverage.headroom')!, 1.5)).toBe('1.5 × p95')
  })

  it('change alone, and leave the others as they are', () => {
    const { gate } = withSetting(gateDefaults, 'trust.judgedPct', 70)
    expect(gate).toEqual(gateSettingsSchema.parse({ trust: { judgedPct: 70 } }))
    expect(gate!.coverage).toBe(gateDefaults.coverage)
  })

  it('refuse what cannot be read and what no gate can have', () => {
    const read = (path: string, text: string) => readSettingText(gateSettingAt(path)!, text)
    for (const text of ['', 'soon', '3 weeks', '-5 min', '1e3']) expect(read('upAfterS', text)).toBeNull()
    for (const text of ['', 'many', '5 %x']) expect(read('trust.judgedPct', text)).toBeNull()
    expect(read('canarySteps', '5, x')).toBeNull()
    expect(read('canarySteps', '50 5, 25 5')).toEqual([5, 25, 50])
    for (const [path, value] of [
      ['trust.judgedPct', 101],
      ['canarySteps', []],
      ['canarySteps', [0]],
      ['latchTrips', 0],
      ['coverage.nodes', 1.5],
      ['salt', ''],
      ['upAfterS', 367 * 86_400],
    ] as const)
      expect(withSetting(gateDefaults, path, value), path).toMatchObject({ gate: null, problem: expect.any(String) })
  })

  it('are said in a diff with name and unit', () => {
    expect(gateChangeWords({ path: 'upAfterS', kind: 'value', from: 1800, to: 60 })).toBe('30 min → 1 min')
    expect(gateChangeWords({ path: 'canarySteps', kind: 'value', from: [5, 25, 50, 100], to: [10] })).toBe('5, 25, 50, 100 % → 10 %')
    expect(gateChangeWords({ path: 'spill.enterPct', kind: 'value', from: 85, to: 90 })).toBeUndefined()
  })
})
