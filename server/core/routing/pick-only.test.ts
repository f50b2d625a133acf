import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asked } from '../testing/arbitraries'
import { decide } from './decide'
import type { Decision } from './types'

it('picks and looks the same where nobody reads why there is no node', () => {
  const looked = ({ outcome, nodeId, rung, trace }: Decision) => {
    const sampled = [trace.rungs, trace.shadowRungs ?? []].map((list) => list.map((one) => [one.token, one.sampled]))
    return { outcome, nodeId, rung, sampled }
  }
  let unexplained = 0
  fc.assert(
    fc.property(asked, ({ snapshot, request, now }) => {
      const whole = decide(snapshot, request, { now, seed: 'a' })
      const brief = decide(snapshot, request, { now, seed: 'a', pickOnly: true })
      expect(looked(brief)).toEqual(looked(whole))
      if (whole.misses.length === 0) return
      unexplained++
      expect(brief.misses).toEqual([])
    }),
    { numRuns: 300 },
  )
  expect(unexplained).toBeGreaterThan(20)
})
