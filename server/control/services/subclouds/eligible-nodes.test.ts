import { describe, expect, it } from 'vitest'
import { at, configWith, node, nodeIdOf, snapshot, subcloud } from '@/server/core/testing/world'
import { eligibleNodes } from './eligible-nodes'

const config = configWith(() => ({
  subclouds: [
    subcloud('acme-eu', { boundary: { allow: ['jurisdiction:EU27'] }, participation: { bans: [nodeIdOf(5)] } }),
    subcloud('free', {}),
    subcloud('nowhere', { boundary: { allow: ['country:DE'], deny: ['country:DE'] } }),
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

const counted = (slug: string) => eligibleNodes(config.subclouds.get(slug)!, fleet, at)

describe('eligibleNodes', () => {
  it('leaves out who is outside, untrusted, away, banned or drained, but not who is busy or serves another model', async () => {
    expect((await counted('acme-eu')).eligible).toBe(2)
  })

  it('asks for no place where nothing is restricted', async () => {
    expect((await counted('free')).eligible).toBe(5)
  })

  it('says of the others the first thing that keeps them out, each once', async () => {
    const { outside } = await counted('acme-eu')
    expect(Object.fromEntries(outside.map(({ filter, count }) => [filter, count]))).toEqual({
      trust: 1,
      boundary: 1,
      liveness: 1,
      ban: 1,
      drained: 1,
    })
  })

  it('has none under a boundary that is empty', async () => {
    expect(await counted('nowhere')).toEqual({ eligible: 0, outside: [{ filter: 'boundary', count: 7 }] })
  })
})
