import { describe, expect, it } from 'vitest'
import { at, configWith, node, nodeIdOf, snapshot, subcloud } from '@/server/core/testing/world'
import { eligibleNodes } from './eligible-nodes'
import { mergedBoundary } from './merged-boundary'

const config = configWith(() => ({
  subclouds: [
    subcloud('acme-eu', { boundary: { allow: ['jurisdiction:EU27'] }, participation: { bans: [nodeIdOf(5)] } }),
    subcloud('free', {}),
  ],
}))
const fleet = snapshot(config, [
  node(config, 1, { country: 'DE' }),
  node(config, 2, { country: 'DE', level: 'unverified' }),
  node(config, 3, { country: 'CH' }),
  node(config, 4, { country: 'FR', liveUntil: at - 1 }),
  node(config, 5, { country: 'FR' }),
  node(config, 6, { country: 'ES', drained: true }),
  node(config, 7, { country: 'IT', models: ['another'], slots: 1, inFlight: 1 }),
])

const eligible = (slug: string) => {
  const one = config.subclouds.get(slug)!
  const merged = mergedBoundary(one, config)
  if (!merged.ok) throw new Error('the boundary is empty')
  return eligibleNodes(one, merged.boundary, merged.boundary.kind === 'restricted' ? 'consistent' : 'unverified', fleet, at)
}

describe('eligibleNodes', () => {
  it('leaves out who is outside, untrusted, away, banned or drained, but not who is busy or serves another model', () => {
    expect(eligible('acme-eu')).toBe(2)
  })

  it('asks for no place where nothing is restricted', () => {
    expect(eligible('free')).toBe(5)
  })
})
