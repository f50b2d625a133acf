import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Origin } from '@/server/core/origin/types'
import { asked } from '@/server/core/testing/arbitraries'
import { check, run } from '@/server/core/testing/laws-kit'
import { type Decided, decisionText, routedBody } from './answer'
import { routedJson } from './routed-json'

const anEndpoint = fc.oneof(fc.constant(null), fc.webUrl(), fc.string({ unit: 'binary' }), fc.constant('a"b\\c\n\u2028\ud800'))

it('is what JSON.stringify makes of the same answer', () => {
  let routed = 0
  check(
    fc.property(asked, anEndpoint, fc.boolean(), fc.boolean(), (one, endpoint, seesNode, isHeld) => {
      const decision = run(one)
      if (decision.outcome === 'refused' || decision.shadow !== null || one.request.retry !== null) return
      routed++
      const decided: Decided = {
        decisionId: '01890a5d-ac96-774b-bcce-b302099a8057',
        decision,
        request: one.request,
        key: { id: 'k', name: '', scopes: ['route'], subcloud: null, geo: null, rateLimit: null, simulated: false, expiresAt: null },
        seesNode,
        leaseId: isHeld ? 'r0000000000.01890a5d-ac96-774b-bcce-b302099a8057' : null,
        leaseEndsAt: one.now + routed,
        endpoint,
        explain: 'none',
        at: one.now,
        startedUs: 0,
        logged: null,
      }
      // What is kept of the last answer on a route is no other's.
      const { origin } = one.request
      const from = (change: Partial<Origin>): Decided => ({ ...decided, request: { ...one.request, origin: { ...origin, ...change } } })
      const others = [from({ country: 'ZZ', confidence: 'low' }), from({ country: 'ZZ', confidence: 'medium' }), from({ source: 'edge' })]
      const moved: Decided = { ...decided, decision: decision.because('geo_changed') }
      for (const each of [decided, ...others, moved, decided]) expect(routedJson(each, '{')).toBe(JSON.stringify(routedBody(each)))
      expect(JSON.parse(decisionText(decided, 'r', '{"id":7,'))).toEqual({ id: 7, status: 200, ...JSON.parse(routedJson(decided, '{')) })
    }),
    800,
  )
  expect(routed).toBeGreaterThan(100)
})
