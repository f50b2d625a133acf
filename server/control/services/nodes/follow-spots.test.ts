import { expect, it } from 'vitest'
import { configWith, snapshot } from '@/server/core/testing/world'
import type { Ctx } from '../../context'
import { userOf } from '../../testing/control'
import { followSpots } from './follow-spots'

it('looks at the fleet from one place at a time, and lets others have their turn in between', async () => {
  let looks = 0
  const empty = snapshot(configWith(), [])
  const nodes = {
    values: () => {
      looks++
      return [].values()
    },
  }
  const replica = { snapshot: () => ({ ...empty, fleet: { nodes } }), status: () => ({ connected: true }) }
  const control = { replica, now: () => 0 }
  const ctx = { actor: userOf('viewer'), control } as unknown as Ctx
  const { signal } = new AbortController()
  const pictures = Array.from({ length: 20 }, (_, n) =>
    followSpots({ ctx, input: { grain: 'coarse', within: [n, 0, 40, 40] }, signal }).next(),
  )
  for (let before = 0; before < 20; ) {
    expect(looks - before).toBeLessThanOrEqual(1)
    before = looks
    await new Promise(setImmediate)
  }
  await Promise.all(pictures)
})
