import { expect, it } from 'vitest'
import { inHeldOrder } from './use-held-rows'

it('rows keep their places while they are held: those there are told anew, those gone stay, those new come last', () => {
  const rows = (text: string) => text.split(' ').map((each) => ({ id: each[0]!, free: Number(each.slice(1)) }))
  const held = inHeldOrder(rows('a9 b8 c7'), rows('d9 c8 a1'), ({ id }) => id)
  expect(held).toEqual(rows('a1 b8 c8 d9'))
  expect(inHeldOrder(held, rows('d1 c2 e3'), ({ id }) => id)).toEqual(rows('a1 b8 c2 d1 e3'))
})
