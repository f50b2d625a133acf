import { readFileSync } from 'node:fs'
import type { FeatureCollection } from 'geojson'
import { describe, expect, it } from 'vitest'
import { outlinesOf } from './outlines'

const outlines = outlinesOf(JSON.parse(readFileSync('public/map/world.json', 'utf8')) as FeatureCollection)

describe('outlinesOf', () => {
  it('draws every country of the basemap, the smallest too', () => {
    expect(outlines.length).toBeGreaterThan(230)
    for (const iso of ['DE', 'SG', 'MT', 'VA']) expect(outlines.find((one) => one.iso === iso)?.path, iso).toMatch(/^M-?\d/)
  })

  it('has north up and closes each ring', () => {
    const germany = outlines.find(({ iso }) => iso === 'DE')!.path
    const latitudes = [...germany.matchAll(/[ML]\S+ (-?[\d.]+)/g)].map(([, lat]) => Number(lat))
    expect(Math.max(...latitudes)).toBeLessThan(-47)
    expect(Math.min(...latitudes)).toBeGreaterThan(-56)
    expect(germany.endsWith('Z')).toBe(true)
  })
})
