import { describe, expect, it } from 'vitest'
import type { LngLat } from './place'
import { isWithin, spotsOf } from './spots'

type Mark = { id: string; at: LngLat | null; country: string | null; condition: string }
const mark = (id: string, at: LngLat | null, more: Partial<Mark> = {}): Mark => ({ id, at, country: 'DE', condition: 'live', ...more })

describe('spots', () => {
  it('marks of a cell are one, in their middle, that says how many and how many are live', () => {
    const marks = [mark('a', [8.62, 50.12]), mark('b', [8.66, 50.18], { condition: 'offline' }), mark('c', [8.72, 50.12])]
    expect(spotsOf(marks, 10)).toMatchObject([
      { at: [8.64, 50.15], nodes: 2, live: 1 },
      { id: 'c', at: [8.72, 50.12], nodes: 1, live: 1 },
    ])
    expect(spotsOf(marks, 1)).toMatchObject([{ nodes: 3, live: 2 }])
    expect(spotsOf(marks, null)).toMatchObject([{ id: 'a' }, { id: 'b', live: 0 }, { id: 'c' }])
  })

  it('marks without a position are one of their country, and without that none', () => {
    const marks = [mark('a', null), mark('b', null), mark('c', null, { country: 'FR' }), mark('d', null, { country: null })]
    expect(spotsOf(marks, 10)).toMatchObject([
      { at: null, country: 'DE', nodes: 2 },
      { id: 'c', at: null, country: 'FR', nodes: 1 },
    ])
  })

  it('every mark with a place is counted once, and every spot has an id of its own', () => {
    const marks = Array.from({ length: 500 }, (_, i) => mark(`n${i}`, [-180 + (i % 37) * 9.7, -80 + (i % 83) * 1.9]))
    for (const cells of [0.1, 1.25, 10, null]) {
      const spots = spotsOf(marks, cells)
      expect(spots.reduce((sum, { nodes }) => sum + nodes, 0)).toBe(500)
      expect(new Set(spots.map(({ id }) => id)).size).toBe(spots.length)
    }
  })
})

it('what is within bounds is so also beyond the date line, and after a turn round the world', () => {
  const [fiji, bonn]: LngLat[] = [
    [-179.5, -17],
    [7.1, 50.7],
  ]
  for (const bounds of [
    [179, -18, 181, -16],
    [539, -18, 541, -16],
    [-181, -18, -179, -16],
  ] as const)
    expect([isWithin(fiji!, [...bounds]), isWithin(bonn!, [...bounds])]).toEqual([true, false])
  expect([isWithin(bonn!, [7, 50, 8, 51]), isWithin(bonn!, [7, 51, 8, 52]), isWithin(bonn!, [8, 50, 9, 51])]).toEqual([true, false, false])
})
