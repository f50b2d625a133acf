import { expect, it } from 'vitest'
import { checkConfig } from './check'
import { defaultConfig } from './default'
import { diffConfigs } from './diff'
import { type Config, configSchema } from './schema'

const base = configSchema.parse(defaultConfig())
const change = (edit: (config: Config) => void): Config => {
  const copy = structuredClone(base)
  edit(copy)
  return copy
}
const found = (edit: (config: Config) => void) => checkConfig(change(edit)).map(({ severity, path, code }) => [severity, path, code])

it('reads a document that says nothing of routing as the defaults', () => {
  const { routing, ...old } = base
  expect(configSchema.parse(old)).toEqual(base)
  expect(configSchema.parse({ ...old, routing: { spill: { enterPct: 90 } } }).routing).toEqual({
    ...routing,
    spill: { ...routing.spill, enterPct: 90 },
  })
})

it('refuses settings that contradict one another', () => {
  expect(found(() => {})).toEqual(checkConfig(base).map(({ severity, path, code }) => [severity, path, code]))
  expect(found(({ routing: { spill } }) => void Object.assign(spill, { leavePct: 85 }))).toContainEqual([
    'error',
    'routing.spill.leavePct',
    'settings_conflict',
  ])
  expect(found(({ routing: { ejection } }) => void Object.assign(ejection, { maxS: 10 }))).toContainEqual([
    'error',
    'routing.ejection.maxS',
    'settings_conflict',
  ])
  expect(found(({ routing: { spill } }) => void Object.assign(spill, { targetPct: 95 }))).toContainEqual([
    'warning',
    'routing.spill.targetPct',
    'settings_conflict',
  ])
  expect(() => configSchema.parse({ ...base, routing: { spill: { enterPct: 101 } } })).toThrow()
  expect(() => configSchema.parse({ ...base, routing: { spills: {} } })).toThrow()
})

it('names what of it a publish would change', () => {
  const diff = diffConfigs(
    base,
    change(({ routing: { ejection } }) => void Object.assign(ejection, { maxPct: 20 })),
  )
  expect(diff.same).toBe(false)
  expect(diff.settings).toEqual(['routing.ejection'])
})
