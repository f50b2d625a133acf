import { expect, it } from 'vitest'
import { parseAddress } from '@/server/core/geo/address'
import { Pace } from './pace'

/** Who went on in which turn, of those that all came in the first. */
async function turnsOf(all: readonly object[], from: (n: number) => string = () => '198.51.100.1'): Promise<number[][]> {
  const pace = new Pace(() => {})
  const turns: number[][] = [[]]
  all.forEach(async (message, n) => {
    await pace.turn(message, { address: parseAddress(from(n)) })
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
  expect(await turnsOf([mac, mac, mac, mac, mac])).toEqual([[], [0, 1], [2, 3], [4]])
  expect(await turnsOf([mac, signature, mac, mac, signature])).toEqual([[], [0], [1], [2, 3], [4]])
  expect(await turnsOf([signature, signature])).toEqual([[], [0], [1]])
})

it('lets go first, in each turn, whatever it is told to be before it', async () => {
  const done: string[] = []
  const pace = new Pace(() => setImmediate(() => done.push('decisions')))
  for (let i = 0; i < 3; i++) pace.enter(mac, { address: null }, () => done.push(`beat ${i}`))
  for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate)
  expect(done).toEqual(['decisions', 'beat 0', 'beat 1', 'decisions', 'beat 2'])
})

it('lets those who wait take turns by where they speak from, so that a flood from one place is passed by', async () => {
  const flood = Array.from({ length: 50 }, () => signature)
  const from = (n: number) => (n < 50 ? `203.0.113.${n}` : `198.51.100.${n}`)
  const turns = await turnsOf([...flood, mac, signature, mac], from)
  expect(turns.slice(0, 8)).toEqual([[], [0], [50], [1], [51], [2], [52], [3]])
})
