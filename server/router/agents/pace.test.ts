import { expect, it } from 'vitest'
import { Pace } from './pace'

/** Who went on in which turn, of those that all came in the first. */
async function turnsOf(all: readonly object[]): Promise<number[][]> {
  const pace = new Pace()
  const turns: number[][] = [[]]
  all.forEach(async (message, n) => {
    await pace.turn(message)
    turns.at(-1)!.push(n)
  })
  await null
  while (turns.flat().length < all.length) {
    turns.push([])
    await new Promise(setImmediate)
  }
  return turns
}

const mac = { mac: 'ab' }
const signature = { signature: '0x12' }

it('lets two with a MAC go a turn, or one with a signature, in the order in which they came', async () => {
  expect(await turnsOf([mac, mac, mac, mac, mac])).toEqual([[0, 1], [2, 3], [4]])
  expect(await turnsOf([mac, signature, mac, mac, signature])).toEqual([[0], [1], [2, 3], [4]])
  expect(await turnsOf([signature, signature])).toEqual([[0], [1]])
})
