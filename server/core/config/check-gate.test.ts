import { expect, it } from 'vitest'
import { checkConfig } from './check'
import { defaultConfig } from './default'

const found = (gate: object) =>
  checkConfig(defaultConfigWith(gate))
    .filter(({ path }) => path.startsWith('gate'))
    .map(({ severity, path, code }) => [severity, path, code])

function defaultConfigWith(gate: object) {
  const config = defaultConfig()
  return { ...config, gate: { ...config.gate, ...gate } }
}

it('warns of settings of the gate that contradict one another', () => {
  const { trust, coverage } = defaultConfig().gate
  expect(found({})).toEqual([])
  expect(found({ trust: { ...trust, impossibleHardPct: 0.5 } })).toEqual([['warning', 'gate.trust.impossibleHardPct', 'settings_conflict']])
  expect(found({ coverage: { ...coverage, headroomWithoutLargest: 2 } })).toEqual([
    ['warning', 'gate.coverage.headroomWithoutLargest', 'settings_conflict'],
  ])
})
