// The decisions of many generated worlds as text, to compare what two processes make of the same input.

import fc from 'fast-check'
import { decide } from '../routing/decide'
import { asked } from './arbitraries'

export function decideMany(worlds: number, seed: number): string {
  return fc
    .sample(asked, { numRuns: worlds, seed })
    .map(({ snapshot, request, now }, i) => JSON.stringify(decide(snapshot, request, { now, seed: `seed-${i}` })))
    .join('\n')
}
