import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNonceWindow } from './nonces'

describe('nonce window', () => {
  it('remembers every nonce for at least the window, however time passes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 5 })), { maxLength: 60 }), (steps) => {
        const window = createNonceWindow({
          windowMs: 100,
          perNode: 1000,
          total: 1000,
        })
        const spentAt = new Map<number, number>()
        let now = 0
        for (const [wait, nonce] of steps) {
          now += wait
          const before = spentAt.get(nonce)
          const answer = window.spend('n', String(nonce), now)
          if (before !== undefined && now - before <= 100) expect(answer).toBe('replayed')
          if (before === undefined || now - before > 300) expect(answer).toBe('fresh')
          if (answer === 'fresh') spentAt.set(nonce, now)
        }
      }),
    )
  })

  it('puts a node off at its share and everybody at the whole, and recovers', () => {
    const window = createNonceWindow({ windowMs: 100, perNode: 2, total: 3 })
    expect(['a', 'b', 'c'].map((nonce) => window.spend('n', nonce, 0))).toEqual(['fresh', 'fresh', 'full'])
    expect(window.spend('m', 'a', 0)).toBe('fresh')
    expect(window.spend('o', 'a', 0)).toBe('full')
    expect(window.spend('n', 'a', 0)).toBe('replayed')
    expect(window.spend('n', 'c', 100)).toBe('fresh')
  })
})
