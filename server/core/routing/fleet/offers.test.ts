import { expect, it } from 'vitest'
import { configWith, node } from '../../testing/world'
import { Offers } from './offers'

const config = configWith()
const offering = (...models: string[]) => node(config, 1, { models, cooling: ['a', 'a'] })

it('keeps what many offer once, and forgets what nobody offers any more', () => {
  const offers = new Offers()
  offers.reserve(4)
  for (const slot of [0, 2]) offers.set(slot, offers.take(offering('x', 'x', 'y')))
  offers.set(3, offers.take(offering('y', 'x')))
  expect([2, 3].map((slot) => offers.numberAt(slot))).toEqual([0, 0])
  expect(offers.at(2)).toEqual({ environments: ['mainnet'], models: ['x', 'y'] })
  expect([0, 1, 2, 3].map((slot) => offers.has(slot))).toEqual([true, false, true, true])
  offers.clear(0)
  offers.clear(3)
  expect(offers.isCooling('a')).toBe(true)
  offers.clear(2)
  expect([offers.has(2), offers.isCooling('a'), offers.modelMark('x'), offers.texts]).toEqual([false, false, null, [undefined]])
})

it('numbers more of them than two bytes hold, and more names than there are characters of one half', () => {
  const count = 2 ** 16 + 2
  const offers = new Offers()
  offers.reserve(count - 1)
  for (let slot = 0; slot < count; slot++) {
    offers.reserve(slot + 1)
    offers.set(slot, offers.take(offering(`model ${slot}`)))
  }
  const mark = offers.modelMark('model 20000')!
  for (const slot of [0, 20_000, 2 ** 16 - 2, 2 ** 16 - 1, count - 1]) {
    expect(offers.at(slot).models).toEqual([`model ${slot}`])
    expect(offers.texts[offers.numberAt(slot)]!.includes(mark)).toBe(slot === 20_000)
  }
})

it('leaves a name out that is one more than there can be, and keeps the others of its node', () => {
  const offers = new Offers()
  const most = Math.floor((0x10ffff - 0x800 - 3) / 3) + 1
  const models = Array.from({ length: most }, (_, i) => `m${i}`)
  for (let i = 0; i < most; i += 200) offers.take(offering(...models.slice(i, i + 200)))
  expect(offers.offer(offers.take(offering('m7', 'one more'))).models).toEqual(['m7'])
  expect(offers.offer(offers.take(offering(models.at(-1)!))).models).toEqual([models.at(-1)])
  expect(offers.modelMark('one more')).toBeNull()
})
