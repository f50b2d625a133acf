import { describe, expect, it } from 'vitest'
import { defaultConfig } from '@/server/core/config/default'
import { configSchema } from '@/server/core/config/schema'
import { readSetting, type Section, sections, settingAt, settingChangeWords, settingFromRoot, withSetting } from './sections'
import { readSettingText, secondsWords, settingText, settingWords } from './setting'

const config = configSchema.parse(defaultConfig())
const all = Object.values(sections)
const settingsOf = ({ groups }: Section) => groups.flatMap(({ settings }) => settings)

/** Every value of the schema, by its path. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
}

describe.each(all)('the settings of $name', (section) => {
  const settings = settingsOf(section)

  it('are all that the configuration has, each once', () => {
    expect(settings.map(({ path }) => path).sort()).toEqual(leaves(section.defaults).sort())
  })

  it('are read back as what they are written as', () => {
    const usual = { ...config, [section.name]: section.defaults }
    for (const setting of settings) {
      const value = readSetting(section.defaults, setting.path)
      expect(readSettingText(setting, settingText(setting, value))).toEqual(value)
      expect(withSetting(usual, section, setting.path, value)).toEqual({ config: usual })
    }
  })
})

describe('a setting', () => {
  const { gate, routing } = sections

  it('is found by its path, which no two have', () => {
    const paths = all.flatMap(settingsOf).map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
    expect(settingAt('spill.enterPct')).toBe(settingFromRoot('routing.spill.enterPct'))
    expect(settingFromRoot('gate.spill.enterPct')).toBeUndefined()
  })

  it('has its unit', () => {
    expect([86_400, 604_800, 1800, 90, 0].map(secondsWords)).toEqual(['24 h', '7 d', '30 min', '90 s', '0 s'])
    for (const seconds of [0, 1, 59, 60, 90, 3600, 86_400, 129_600, 172_800, 604_800])
      expect(readSettingText(settingAt('upAfterS')!, secondsWords(seconds))).toBe(seconds)
    expect(settingWords(settingAt('canarySteps')!, [5, 25])).toBe('5, 25 %')
    expect(settingWords(settingAt('coverage.headroom')!, 1.5)).toBe('1.5 × p95')
  })

  it('changes alone, and leaves the others as they are', () => {
    const { config: changed } = withSetting(config, gate, 'trust.judgedPct', 70)
    expect(changed!.gate).toEqual({ ...config.gate, trust: { ...config.gate.trust, judgedPct: 70 } })
    expect(changed!.gate.coverage).toBe(config.gate.coverage)
    expect(changed!.zones).toBe(config.zones)
    expect(withSetting(config, routing, 'spill.enterPct', 90).config!.routing.ejection).toBe(config.routing.ejection)
    expect(config.routing.spill.enterPct).toBe(85)
  })

  it('is changed though another one is wrong', () => {
    const imported = { ...config, gate: { ...config.gate, upAfterS: -1 } }
    expect(withSetting(imported, gate, 'trust.judgedPct', 70).config?.gate).toMatchObject({ upAfterS: -1, trust: { judgedPct: 70 } })
    expect(withSetting(imported, gate, 'trust.judgedPct', 170)).toEqual({ config: null, problem: 'At most 100' })
  })

  it('refuses what cannot be read', () => {
    const read = (path: string, text: string) => readSettingText(settingAt(path)!, text)
    for (const text of ['', 'soon', '3 weeks', '-5 min', '1e3']) expect(read('upAfterS', text)).toBeNull()
    for (const text of ['', 'many', '5 %x']) expect(read('trust.judgedPct', text)).toBeNull()
    expect(read('canarySteps', '5, x')).toBeNull()
    expect(read('canarySteps', '50 5, 25 5')).toEqual([5, 25, 50])
  })

  it.each([
    [gate, 'trust.judgedPct', 101, 'At most 100'],
    [gate, 'canarySteps', [0], 'More than 0'],
    [gate, 'canarySteps', [], expect.any(String)],
    [gate, 'latchTrips', 0, 'At least 1'],
    [gate, 'coverage.nodes', 1.5, expect.any(String)],
    [gate, 'salt', '', expect.any(String)],
    [gate, 'upAfterS', 367 * 86_400, expect.any(String)],
    [routing, 'spill.hostFactor', 0.5, 'At least 1'],
    [routing, 'ejection.oneOfNodes', 1, 'At least 2'],
  ] as const)('%o %s takes no %o', (section, path, value, problem) => {
    expect(withSetting(config, section, path, value)).toEqual({ config: null, problem })
  })

  it('is said in a diff with name and unit', () => {
    expect(settingChangeWords({ path: 'upAfterS', kind: 'value', from: 1800, to: 60 })).toBe('30 min → 1 min')
    expect(settingChangeWords({ path: 'canarySteps', kind: 'value', from: [5, 25, 50, 100], to: [10] })).toBe('5, 25, 50, 100 % → 10 %')
    expect(settingChangeWords({ path: 'spill.enterPct', kind: 'value', from: 85, to: 90 })).toBe('85 % → 90 %')
    expect(settingChangeWords({ path: 'nearestZone', kind: 'value', from: true, to: false })).toBeUndefined()
  })
})
