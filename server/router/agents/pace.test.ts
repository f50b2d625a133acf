import { expect, it } from 'vitest'
import { parseAddress } from '@/server/core/geo/address'
import { Pace } from './pace'

const message = (body: object, from: string | null = '198.51.100.1', bodyBytes = 400) => ({
  body,
  bodyBytes,
  caller: () => ({ address: from === null ? null : parseAddress(from), malformed: false, edgeCountry: null }),
})

/** Who went on in which turn, of those that all came in the first. */
async function turnsOf(all: readonly object[], from: (n: number) => string = () => '198.51.100.1'): Promise<number[][]> {
  const pace = new Pace(() => {})
  const turns: number[][] = [[]]
  all.forEach(async (body, n) => {
    await pace.turn(message(body, from(n)))
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
  for (let i = 0; i < 3; i++) pace.enter(message(mac, null), () => done.push(`beat ${i}`))
  for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate)
  expect(done).toEqual(['decisions', 'beat 0', 'beat 1', 'decisions', 'beat 2'])
})

it('lets those who wait take turns by where they speak from, so that a flood from one place is passed by', async () => {
  const flood = Array.from({ length: 50 }, () => signature)
  const from = (n: number) => (n < 50 ? `203.0.113.${n}` : `198.51.100.${n}`)
  const turns = await turnsOf([...flood, mac, signature, mac], from)
  expect(turns.slice(0, 8)).toEqual([[], [0], [50], [1], [51], [2], [52], [3]])
})

it('keeps so much waiting and no more, whose place waits already first, and takes in again what room there is', async () => {
  const pace = new Pace(() => {})
  let gone = 0
  /** How many come in, of as many as anybody can send. */
  const fill = (from: () => string, bodyBytes: number) => {
    for (let n = 0; n < 50_000; n++) {
      try {
        pace.enter(message(mac, from(), bodyBytes), () => gone++)
      } catch (error) {
        expect(error).toMatchObject({ code: 'unavailable', extra: { retryAfterS: 5 } })
        return n
      }
    }
    return Number.POSITIVE_INFINITY
  }
  const mebibyte = 1024 * 1024
  expect(fill(() => '203.0.113.7', mebibyte)).toBe(63)
  // The neighbours of who floods are kept out; everybody else has as much room again.
  expect(fill(() => '203.0.113.8', mebibyte)).toBe(0)
  let places = 0
  expect(fill(() => `198.51.${places++}.1`, mebibyte)).toBe(64)
  while (gone < 127) await new Promise(setImmediate)
  expect(fill(() => '203.0.113.7', 400)).toBe(14_926)
})
