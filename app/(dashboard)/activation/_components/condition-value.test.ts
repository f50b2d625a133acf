import { describe, expect, it } from 'vitest'
import { withUnit } from './condition-value'

describe('withUnit', () => {
  it('counts one thing in the singular', () => {
    expect(withUnit(1, 'vantage points')).toBe('1 vantage point')
    expect(withUnit(2, 'vantage points')).toBe('2 vantage points')
    expect(withUnit(1.4, '×')).toBe('1.4 ×')
  })
  it('leaves out a fraction that says nothing', () => {
    expect(withUnit(98.44, '%')).toBe('98.4 %')
    expect(withUnit(1217.6, 'slots')).toBe('1,218 slots')
  })
  it('has no number for what is not known', () => expect(withUnit(null, '%')).toBe('no data'))
})
