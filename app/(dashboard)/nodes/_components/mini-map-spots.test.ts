import { describe, expect, it } from 'vitest'
import { pictureOf } from './mini-map-spots'

describe('the mini-map', () => {
  const spots = [
    { at: [13, 53] as const, country: 'DE', nodes: 10, live: 9 },
    { at: null, country: 'DE', nodes: 5, live: 3 },
    { at: [-77, 39] as const, country: 'US', nodes: 4, live: 0 },
    { at: null, country: null, nodes: 2, live: 2 },
  ]
  const { points, summary, unknown } = pictureOf({ total: 21, spots })

  it('draws what has a place, by country where no position is known, and counts the rest', () => {
    expect(points.map(({ lng, iso }) => [Math.round(lng), iso])).toEqual([
      [13, 'DE'],
      [10, 'DE'],
      [-77, 'US'],
    ])
    expect(unknown).toBe(2)
  })

  it('rings by the share that is live, as clusters are, and says it in words', () => {
    expect(points.map(({ stroke }) => stroke)).toEqual(['var(--ok)', 'var(--warn)', 'var(--bad)'])
    expect(points[2]!.label).toBe('United States: 4 nodes, 0 live')
  })

  it('is larger where there are more', () => {
    expect(points[0]!.radius).toBeGreaterThan(points[1]!.radius!)
  })

  it('says where most are to who cannot see it', () => {
    expect(summary).toBe('Map of 21 nodes, most in Germany (15), United States (4)')
    expect(pictureOf({ total: 0, spots: [] }).summary).toBe('Map of 0 nodes')
  })
})
