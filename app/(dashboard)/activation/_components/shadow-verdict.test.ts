import { expect, it } from 'vitest'
import { verdictOf } from './shadow-verdict'

const verdict = (jobs: number, routed: [inZone: number, refused: number], shadow: [inZone: number, refused: number]) => {
  const side = ([inZonePct, refusedPct]: [number, number]) => ({ inZonePct, refusedPct, fellBackPct: null })
  const row = { zone: 'EU', jobs, asRouted: side(routed), asShadow: side(shadow), measured: 0, routedKm: null, shadowKm: null }
  const { tone, text } = verdictOf(row)
  return `${tone} ${text}`
}

it('says go where more run in the zone and no more are refused', () => {
  expect(verdict(500, [40, 1], [90, 1])).toBe('go Go: 50.0 points more in the zone, and no more refused.')
  expect(verdict(500, [40, 1], [90, 1.4])).toContain('hardly more refused')
})

it('asks for a look where something would be worse, and for patience where there is little to go by', () => {
  expect(verdict(500, [40, 0], [90, 3])).toBe('look Look first: 3.0 points more would be refused.')
  expect(verdict(500, [40, 0], [35, 0])).toBe('look Look first: 5.0 points fewer would run in the zone.')
  expect(verdict(99, [40, 0], [90, 3])).toMatch(/^wait Too few/)
})
