import { describe, expect, it } from 'vitest'
import type { Candidacy } from '@/server/control/services/nodes/schemas'
import { whyNot } from './why-not'

const marks = { free: 4, slots: 4, distanceKm: 100, failureRate: 0, score: 0.9 }
const passed = (own: Partial<Candidacy['own']>, winner: Partial<Candidacy['own']> | null = {}) =>
  whyNot({
    id: 'job',
    at: 0,
    model: 'm',
    subcloud: null,
    chosen: false,
    refused: false,
    rung: 'preferred',
    token: 'zone:EU',
    place: 2,
    looked: 2,
    own: { ...marks, ...own },
    winner: winner && { ...marks, ...winner, id: null },
  })

describe('why another was chosen', () => {
  it('names what the two differ in', () => {
    expect(passed({ score: 0.5, distanceKm: 900 })).toBe('Scored 0.500 against 0.900: farther (900 km against 100 km).')
    expect(passed({ score: 0.5, free: 1, failureRate: 0.2 })).toBe(
      'Scored 0.500 against 0.900: fuller (1 of 4 free against 4 of 4), failing more (20.0 % against 0 %).',
    )
  })

  it('does not make up a difference', () => {
    expect(passed({})).toContain('equals are shared evenly')
    expect(passed({ free: 0, score: 0 })).toBe('It had no free slot.')
    expect(passed({}, null)).toBe('The job went to another rung.')
  })
})
