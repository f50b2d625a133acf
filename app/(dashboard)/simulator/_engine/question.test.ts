import { describe, expect, it } from 'vitest'
import { simulatorParams } from '../search-params'
import { whereOf } from './question'

const at = [2.35, 48.86] as const
describe('where a link asks from', () => {
  it.each([
    [null, null, { kind: 'unknown' }],
    ['zone:NA', null, { kind: 'area', token: 'zone:NA' }],
    ['country:FR', null, { kind: 'place', place: { country: 'FR', subdivision: null, point: null }, confidence: 'high' }],
    ['subdivision:US-CA', at, { kind: 'place', place: { country: 'US', subdivision: 'US-CA', point: at }, confidence: 'high' }],
    [null, at, { kind: 'place', place: { country: null, subdivision: null, point: at }, confidence: 'high' }],
    // Not a token: nothing is made up from it.
    ['France', null, { kind: 'unknown' }],
  ])('%s at %s', (place, point, where) => {
    expect(whereOf({ place, at: point, confidence: 'high' })).toEqual(where)
  })

  it('stands in the link as it was', () => {
    expect(simulatorParams.at.parse(simulatorParams.at.serialize(at))).toEqual(at)
    for (const bad of ['', '1', '1,2,3', '200,0', 'x,y']) expect(simulatorParams.at.parse(bad)).toBeNull()
  })
})
