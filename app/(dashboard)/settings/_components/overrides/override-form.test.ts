import { describe, expect, it } from 'vitest'
import { emptyForm, formOf, readForm } from './override-form'

const form = { ...emptyForm, cidr: '203.0.113.0/24', token: 'country:DE' as const }
const read = (change: Partial<typeof emptyForm>, others: string[] = []) => readForm({ ...form, ...change }, new Set(others))

describe('an override as written', () => {
  it('becomes a token, or a place with a position; host bits are cleared', () => {
    expect(read({ cidr: ' 203.0.113.77/24 ' }).override).toEqual({ cidr: '203.0.113.0/24', place: 'country:DE' })
    expect(read({ lat: '50.11', lng: '8.68', note: ' Frankfurt ' }).override).toEqual({
      cidr: '203.0.113.0/24',
      place: { country: 'DE', lng: 8.68, lat: 50.11 },
      note: 'Frankfurt',
    })
    expect(read({ token: 'subdivision:US-CA', lat: '37', lng: '-122' }).override?.place).toEqual({
      country: 'US',
      subdivision: 'US-CA',
      lng: -122,
      lat: 37,
    })
  })

  it('is the same again after it was opened', () => {
    for (const place of ['country:DE', { country: 'US', subdivision: 'US-CA', lng: -122, lat: 37 }] as const) {
      const override = { cidr: '2001:db8::/32', place, note: 'n' }
      expect(readForm(formOf(override), new Set()).override).toEqual(override)
    }
  })

  it('says which field is wrong', () => {
    expect(read({ cidr: '203.0.113.0' }).problems).toHaveProperty('cidr')
    expect(read({ cidr: '203.0.113.0/33' }).problems).toHaveProperty('cidr')
    expect(read({ cidr: '203.0.113.9/24' }, ['203.0.113.0/24']).problems?.cidr).toContain('already')
    expect(read({ token: null }).problems).toHaveProperty('place')
    expect(read({ token: 'zone:EU' }).problems?.place).toContain('is an area, not a place')
    expect(read({ lat: '50' }).problems).toHaveProperty('position')
    expect(read({ lat: '99', lng: '0' }).problems).toHaveProperty('position')
    expect(read({ note: 'n'.repeat(501) }).problems).toHaveProperty('note')
  })
})
