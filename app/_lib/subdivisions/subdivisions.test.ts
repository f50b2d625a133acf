import { describe, expect, it } from 'vitest'
import { countries } from '@/server/core/config/countries'
import { defaultConfig } from '@/server/core/config/default'
import { subdivisionCode } from '@/server/core/config/schema'
import { findPlaces, loadSubdivisions } from './subdivisions'

const subdivisions = await loadSubdivisions()
const codesFor = (text: string, taken: readonly string[] = []) => findPlaces(text, subdivisions, new Set(taken)).map(({ code }) => code)

describe('subdivisions by name', () => {
  it('are codes that a configuration takes, of countries that there are, each with a name', () => {
    expect(subdivisions.size).toBeGreaterThan(5000)
    for (const { code, name, country } of subdivisions.values()) {
      expect(subdivisionCode.safeParse(code).success, code).toBe(true)
      expect(countries.has(country!) && code.startsWith(`${country}-`), code).toBe(true)
      expect(name.trim(), code).not.toBe('')
    }
  })

  it('have those that the shipped jurisdictions name, and no territory that is a country of its own', () => {
    const shipped = defaultConfig().jurisdictions.flatMap((entry) => entry.subdivisions)
    expect(shipped.filter((code) => !subdivisions.has(code))).toEqual([])
    for (const code of ['US-PR', 'FR-RE', 'NO-21', 'CN-HK']) expect(subdivisions.has(code)).toBe(false)
  })

  it('are found by name, without its accents, and by code; countries first where both fit', () => {
    expect(codesFor('bayer')).toEqual(['DE-BY'])
    expect(codesFor('sao paulo')).toEqual(['BR-SP'])
    expect(codesFor('georgia').slice(0, 2)).toEqual(['GE', 'US-GA'])
    expect(codesFor('ru-chu')).toEqual(['RU-CHU'])
    expect(codesFor('de-b')).toEqual(['DE-BB', 'DE-BE', 'DE-BW', 'DE-BY'])
    expect(codesFor('germany')[0]).toBe('DE')
  })

  it('are not offered twice, nor for a single letter', () => {
    expect(codesFor('de-b', ['DE-BY'])).not.toContain('DE-BY')
    expect(codesFor('d')).toEqual([])
  })
})
