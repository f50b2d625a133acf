import { expect, it } from 'vitest'
import { Pace } from './pace'

it('lets two go a turn, in the order in which they came', async () => {
  const pace = new Pace()
  const gone: number[] = []
  const speak = async (n: number) => {
    await pace.turn()
    gone.push(n)
  }
  for (let n = 0; n < 5; n++) void speak(n)
  const seen: number[] = []
  for (let turn = 0; turn < 3; turn++) {
    await new Promise(setImmediate)
    seen.push(gone.length)
  }
  expect(seen).toEqual([4, 5, 5])
  expect(gone).toEqual([0, 1, 2, 3, 4])
})
