import { describe, expect, it } from 'vitest'
import type { Override } from '../schema'
import { geofeedNote, mergeGeofeed } from './merge'
import { readGeofeed } from './read'

describe('a geofeed', () => {
  it('is read as RFC 8805 has it: comments, empty fields, bare addresses, any case', () => {
    const text = [
      '\uFEFF# prefix,country_code,region_code,city,postal',
      '192.0.2.0/25,US,US-AL,,',
      '192.0.2.129,gb,,London,',
      '',
      '  2001:db8::/34 , FR , fr-are , "Lyon, le vieux", 69001',
      '198.51.100.77/24,,US-CA,,',
      '203.0.113.0/24,,,,',
      '2001:db8:8000::/34,DE',
    ].join('\r\n')
    expect(readGeofeed(text)).toEqual({
      entries: [
        { cidr: '192.0.2.0/25', place: 'subdivision:US-AL' },
        { cidr: '192.0.2.129/32', place: 'country:GB' },
        { cidr: '2001:db8::/34', place: 'subdivision:FR-ARE' },
        { cidr: '198.51.100.0/24', place: 'subdivision:US-CA' },
        { cidr: '2001:db8:8000::/34', place: 'country:DE' },
      ],
      unplaced: 1,
      errors: [],
    })
  })

  it('is refused line by line, and what is good of it stands', () => {
    const bad: [line: string, why: string][] = [
      ['203.0.113.0/33,DE', 'no address prefix'],
      ['<!doctype html>', 'no address prefix'],
      ['0.0.0.0/0,DE', 'every address'],
      ['203.0.113.0/24,EU', 'no ISO 3166-1 country'],
      ['203.0.113.0/24,Germany', 'no ISO 3166-1 country'],
      ['203.0.113.0/24,US,California', 'no ISO 3166-2 code'],
      ['203.0.113.0/24,GB,US-CA', '“US-CA” is not in GB'],
      ['203.0.113.0/24,,ZZ-1', 'not in any country'],
      ['10.0.0.9/8,FR', 'elsewhere in line 1'],
    ]
    const { entries, errors } = readGeofeed(['10.0.0.0/8,DE', ...bad.map(([line]) => line), '10.1.2.3/8,DE'].join('\n'))
    expect(entries).toEqual([{ cidr: '10.0.0.0/8', place: 'country:DE' }])
    expect(errors.map(({ line }) => line)).toEqual(bad.map((_, i) => i + 2))
    for (const [i, [, why]] of bad.entries()) expect(errors[i]!.message).toContain(why)
  })

  it('calls a territory by its own code, whichever way it is written', () => {
    expect(readGeofeed('10.0.0.0/8,FR,FR-974\n11.0.0.0/8,US,US-PR').entries.map(({ place }) => place)).toEqual(['country:RE', 'country:PR'])
  })

  it('takes the place of its earlier reading, and of nothing else', () => {
    const note = geofeedNote('example.net')
    const overrides: Override[] = [
      { cidr: '10.0.0.0/8', place: 'country:DE', note },
      { cidr: '11.0.0.0/8', place: 'country:DE', note },
      { cidr: '12.0.0.0/8', place: 'country:DE', note },
      { cidr: '13.0.0.9/8', place: 'country:DE', note: 'the lab' },
      { cidr: '14.0.0.0/8', place: 'country:DE', note: geofeedNote('other.net') },
    ]
    const feed = readGeofeed('10.0.0.0/8,DE\n11.0.0.0/8,FR\n13.0.0.0/8,FR\n14.0.0.0/8,FR\n15.0.0.0/8,FR').entries
    const { overrides: next, ...counts } = mergeGeofeed(overrides, feed, 'example.net')
    expect(counts).toEqual({ added: 1, changed: 1, removed: 1, same: 1, held: 2 })
    expect(next).toEqual([
      overrides[0],
      { cidr: '11.0.0.0/8', place: 'country:FR', note },
      overrides[3],
      overrides[4],
      { cidr: '15.0.0.0/8', place: 'country:FR', note },
    ])
    expect(mergeGeofeed(next, feed, 'example.net')).toMatchObject({ overrides: next, added: 0, changed: 0, removed: 0, same: 3 })
  })

  it('of a hundred thousand prefixes is read while one watches', () => {
    const line = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}/32,US,US-CA,,`
    expect(readGeofeed(Array.from({ length: 100_000 }, (_, i) => line(i)).join('\n')).entries).toHaveLength(100_000)
  })
})
