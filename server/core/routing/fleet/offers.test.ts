import { expect, it } from 'vitest'
import { configWith, node } from '../../testing/world'
import { Offers } from './offers'

const config = configWith()
const offering = (...models: string[]) => node(config, 1, { models, cooling: ['a', 'a'] })

it('keeps what many offer once, and forgets what nobody offers any more', () => {
  const offers = new Offers()
  offers.reserve(3)
  for (const slot of [0, 2]) offers.set(slot, offers.take(offering('x', 'x', 'y')))
  expect(offers.numberAt(0)).toBe(offers.numberAt(2))
  expect(offers.at(2)).toMatchObject({ environments: ['mainnet'], models: ['x', 'y'], cooling: ['a'] })
  expect([0, 1, 2].map((slot) => offers.has(slot))).toEqual([true, false, true])
  offers.clear(0)
  expect(offers.isCooling('a')).toBe(true)
  offers.clear(2)
  expect([offers.has(2), offers.isCooling('a'), offers.values]).toEqual([false, false, [undefined]])
})

it('numbers more of them than two bytes hold', () => {
  const count = 2 ** 16 + 2
  const offers = new Offers()
  offers.reserve(count - 1)
  for (let slot = 0; slot < count; slot++) {
    offers.reserve(slot + 1)
    offers.set(slot, offers.take(offering(`model ${slot}`)))
  }
  for (const slot of [0, 2 ** 16 - 2, 2 ** 16 - 1, count - 1]) expect(offers.at(slot).models).toEqual([`model ${slot}`])
})
