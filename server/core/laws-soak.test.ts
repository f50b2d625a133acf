// The laws over hundreds of thousands of decisions. `npm run soak` makes millions of them, and other ones each time.

import { expect, it, vi } from 'vitest'
import { filters } from './routing/filters'
import { soakWorld } from './testing/soak'

vi.setConfig({ testTimeout: 300_000 })

const seed = 20_261_126

it('b01 b02 b08 makes 200,000 decisions and retries without one outside its boundary, whatever the gate, panic or the fleet’s age', () => {
  let decisions = 0
  let routed = 0
  let retries = 0
  for (let world = 0; decisions < 200_000; world++) {
    const soaked = soakWorld(seed, world)
    if (soaked.found) expect.fail(`world ${world}: ${soaked.found.what}\n${JSON.stringify(soaked.found.request)}`)
    decisions += soaked.decisions
    routed += soaked.routed
    retries += soaked.retries
  }
  // A soak of refusals would prove nothing.
  expect(routed).toBeGreaterThan(decisions / 2)
  expect(retries).toBeGreaterThan(decisions / 4)
})

it.each(filters.map(({ name }) => name))('finds a decision that is wrong once the filter `%s` is taken out', (name) => {
  const without = filters.filter((filter) => filter.name !== name)
  const found = Array.from({ length: 40 }, (_, world) => world).find((world) => soakWorld(seed, world, without).found !== null)
  expect(found).toBeDefined()
})

it('is the same soak for the same numbers', () => {
  expect(soakWorld(7, 3)).toEqual(soakWorld(7, 3))
  expect(soakWorld(7, 3)).not.toEqual(soakWorld(8, 3))
})
