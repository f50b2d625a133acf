import { expect, it } from 'vitest'
import { jsonLine, missing, resultOf } from './result'
import { interleave } from './rounds'
import { median, quantile, summarise } from './statistics'

it('takes the median of odd and even counts, whatever their order', () => {
  expect(median([5, 1, 3])).toBe(3)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([])).toBeNaN()
  expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20)
})

it('says how far the rounds are apart: extremes, and the middle half in percent of the median', () => {
  expect(summarise([100, 90, 110, 200, 95])).toEqual({ median: 100, low: 90, high: 200, spreadPct: 15, rounds: 5 })
})

it('prints one JSON object a line with name, value and unit', () => {
  const line = jsonLine(resultOf('decide.1k', 'ns', [301.23456, 299, 310], { note: 'a\nnote' }))
  expect(line).not.toContain('\n')
  expect(JSON.parse(line)).toEqual({
    name: 'decide.1k',
    value: 301.2,
    unit: 'ns',
    low: 299,
    high: 310,
    spreadPct: 1.826,
    rounds: 3,
    note: 'a\nnote',
  })
})

it('has null, and why, where a round gave no figure', () => {
  expect(JSON.parse(jsonLine(missing('http.stream.ratioHaproxy', 'ratio', 'absent')))).toEqual({
    name: 'http.stream.ratioHaproxy',
    value: null,
    unit: 'ratio',
    note: 'absent',
  })
  expect(resultOf('a', 'ns', [1, Number.NaN]).value).toBeNull()
  expect(resultOf('a', 'ns', []).value).toBeNull()
})

it('runs every subject once a round, in turns, and leaves the warm-up out', async () => {
  const ran: string[] = []
  let n = 0
  const subject = (name: string) => ({ name, run: async () => [ran.push(name), n++][1]! })
  const values = await interleave([subject('a'), subject('b')], 2, () => {})
  expect(ran.join('')).toBe('abbaab')
  expect(Object.fromEntries(values)).toEqual({ a: [3, 4], b: [2, 5] })
})
