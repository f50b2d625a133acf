import { expect, it } from 'vitest'
import { hashText, hashToIndex, hashToUnit } from './seed'

it('gives the same values on any machine', () => {
  expect(hashText('0198c2f0-seed')).toEqual([3062904547, 3864607267])
})

it('spreads evenly: chi-square of 100 bins over 100,000 draws', () => {
  for (const draw of [
    (i: number) => hashText(`node-${i}`),
    (i: number) => hashText(`${i}`, [7, 11]),
    (i: number) => hashText('spill', hashText(`s${i}`)),
  ]) {
    const bins = new Array<number>(100).fill(0)
    for (let i = 0; i < 100_000; i++) bins[hashToIndex(draw(i), 100)]!++
    const chi = bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)
    expect(chi).toBeLessThan(160)
    expect(chi).toBeGreaterThan(50)
  }
})

it('has no collision among a million short texts, and stays in [0, 1)', () => {
  const seen = new Set<number>()
  for (let i = 0; i < 1_000_000; i++) {
    const unit = hashToUnit(hashText(`0x${i.toString(16)}`))
    if (unit < 0 || unit >= 1) expect.fail(`${unit}`)
    seen.add(unit)
  }
  expect(seen.size).toBe(1_000_000)
})
