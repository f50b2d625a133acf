import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Reader } from 'mmdb-lib'
import { afterAll, describe, expect, it } from 'vitest'
import { type Address, parseAddress } from '@/server/core/geo/address'
import { decodeTables, encodeTables } from './cache-file'
import { flatten } from './flatten'
import { SourceLookup } from './source-lookup'
import { sourceFiles } from './sources'
import type { SourceTables } from './tables'
import { type MmdbOptions, writeMmdb } from './testing/write-mmdb'

const folder = mkdtempSync(join(tmpdir(), 'geoip-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (text: string) => parseAddress(text) as Address
const answerIn = (tables: SourceTables, address: Address) => new SourceLookup(tables).answer(address)
const countryIn = (tables: SourceTables, address: Address) => new SourceLookup(tables).country(address)
const flattenAll = (paths: string[], withPoints = true) => flatten(paths, withPoints, () => undefined)

let files = 0
function file(entries: Parameters<typeof writeMmdb>[0], options?: MmdbOptions): string {
  const path = join(folder, `${files++}.mmdb`)
  writeFileSync(path, writeMmdb(entries, options))
  return path
}

const berlin = { country_code: 'DE', latitude: 52.5244, longitude: 13.4105 }

describe('flatten', () => {
  it('reads every record size, both families and prefixes longer than a /64', () => {
    for (const recordSize of [24, 28, 32] as const) {
      const tables = flattenAll([
        file(
          [
            ['8.8.8.0/24', { country_code: 'US' }],
            ['193.0.0.0/21', berlin],
            ['2a00::/16', { country_code: 'FR' }],
            ['2001:db8::1/128', berlin],
          ],
          { recordSize },
        ),
      ])
      expect(answerIn(tables, at('8.8.8.8'))).toEqual({ country: 'US', point: null })
      expect(answerIn(tables, at('8.8.9.0'))).toBe(null)
      expect(answerIn(tables, at('193.0.7.255'))).toEqual({ country: 'DE', point: [13.41, 52.52] })
      expect(countryIn(tables, at('2a00:ffff::1'))).toBe('FR')
      expect(countryIn(tables, at('2001:db8::1'))).toBe('DE')
      expect(countryIn(tables, at('2001:db8::2'))).toBe(null)
      expect(tables).toMatchObject({ kind: 'city', buildDate: '2026-01-02' })
    }
  })

  it('has the same country in its small table as in its large one', () => {
    const around = fc.nat(0xffff)
    const towns = fc.array(fc.record({ block: around, country: fc.constantFrom('DE', 'FR', 'US', null), lng: fc.nat(3) }), {
      maxLength: 30,
    })
    const wide = [['30.0.0.0/7', berlin] as const, ['2a00::/15', berlin] as const]
    fc.assert(
      fc.property(towns, fc.array(around, { minLength: 20, maxLength: 20 }), (some, probes) => {
        const entries = some.flatMap(({ block, country, lng }) => {
          const row = { ...(country && { country_code: country }), latitude: 1.5, longitude: lng }
          return [[`30.0.${block >>> 8}.${block & 255}/32`, row] as const, [`2a00:0:0:${block.toString(16)}::/64`, row] as const]
        })
        const tables = flattenAll([file([...wide, ...entries])])
        expect(tables.countries4).not.toBe(null)
        for (const probe of [...probes, ...some.map(({ block }) => block)]) {
          for (const text of [
            `30.0.${probe >>> 8}.${probe & 255}`,
            `2a00:0:0:${probe.toString(16)}::9`,
            `30.1.0.${probe & 255}`,
            '32.0.0.1',
          ])
            expect([text, countryIn(tables, at(text))]).toEqual([text, answerIn(tables, at(text))?.country ?? null])
        }
      }),
      { numRuns: 60 },
    )
  })

  it('reads the fields of each provider', () => {
    const rows: Parameters<typeof writeMmdb>[0][number][1][] = [
      { country: { iso_code: 'JP' }, location: { latitude: 35.69, longitude: 139.69 } },
      { country: 'JP', lat: '35.69', lng: '139.69' },
      { country_code: 'jp', latitude: 35.69, longitude: 139.69 },
    ]
    for (const row of rows) {
      expect(answerIn(flattenAll([file([['1.0.0.0/8', row]])]), at('1.2.3.4'))).toEqual({ country: 'JP', point: [139.69, 35.69] })
    }
    expect(
      answerIn(flattenAll([file([['1.0.0.0/8', { country_code: 'JP', latitude: 135.5, longitude: 1.5 }]])]), at('1.2.3.4'))?.point,
    ).toBe(null)
  })

  it('takes each family from the first file that covers it, and knows nothing of a family that none covers', () => {
    const v4 = file([['1.0.0.0/8', { country_code: 'AU' }]], { ipVersion: 4 })
    const v6 = file([['2a00::/16', { country_code: 'FR' }]])
    const tables = flattenAll([v4, v6])
    expect([countryIn(tables, at('1.1.1.1')), countryIn(tables, at('2a00::1'))]).toEqual(['AU', 'FR'])
    expect(countryIn(flattenAll([v4]), at('2a00::1'))).toBe(null)
    expect(countryIn(flattenAll([v6]), at('1.1.1.1'))).toBe(null)
  })

  it('leaves positions out where only countries are asked for', () => {
    const tables = flattenAll([file([['1.0.0.0/8', berlin]])], false)
    expect(tables.kind).toBe('country')
    expect(answerIn(tables, at('1.2.3.4'))).toEqual({ country: 'DE', point: null })
  })

  it('says what is wrong with a damaged file', () => {
    const whole = writeMmdb([['1.0.0.0/8', berlin]])
    const broken = (name: string, content: Buffer) => {
      const path = join(folder, name)
      writeFileSync(path, content)
      return () => flattenAll([path])
    }
    expect(broken('text', Buffer.from('not an mmdb file at all'))).toThrow('it is not an mmdb file, or it is damaged')
    expect(broken('empty', Buffer.alloc(0))).toThrow()
    expect(broken('half', whole.subarray(40))).toThrow()
    const circular = Buffer.from(whole)
    circular.fill(0, 0, 6 * 7)
    expect(broken('circular', circular)).toThrow('damaged')
    expect(() => flattenAll([join(folder, 'absent')])).toThrow('ENOENT')
  })

  it('answers like a lookup in the installed file itself', () => {
    const [path] = sourceFiles('second', null) as [string]
    const tables = flattenAll([path], false)
    const reader = new Reader<{ country_code: string } & never>(readFileSync(path))
    const v6 = fc
      .tuple(fc.integer({ min: 0x2000, max: 0x2fff }), fc.nat(0xffff), fc.nat(0xffff))
      .map((part) => `${part.map((group) => group.toString(16)).join(':')}::1`)
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), v6), (text) => {
        if (at(text).via !== 'direct') return
        const found = reader.get(text) as { country_code?: string } | null
        expect([text, countryIn(tables, at(text))]).toEqual([text, found?.country_code ?? null])
      }),
      { numRuns: 5000 },
    )
  })
})

describe('the cache file', () => {
  const tables = flattenAll([
    file([
      ['1.0.0.0/8', berlin],
      ['2a00::/16', { country_code: 'FR' }],
    ]),
  ])
  const bytes = encodeTables(tables, 'key')

  it('gives back what was put in, wherever its bytes lie', () => {
    const again = (file: Uint8Array) => Buffer.compare(encodeTables(decodeTables(file, 'key')!, 'key'), bytes)
    expect(again(bytes)).toBe(0)
    expect(decodeTables(bytes, 'key')).toMatchObject({ kind: 'city', countries: ['DE', 'FR'], places: tables.places })
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    expect(again(shifted.subarray(3))).toBe(0)
  })

  it('is refused for other databases, and when any of it is damaged', () => {
    expect(decodeTables(bytes, 'other')).toBe(null)
    expect(decodeTables(bytes.subarray(0, bytes.length - 8), 'key')).toBe(null)
    expect(decodeTables(new Uint8Array(0), 'key')).toBe(null)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
        const damaged = bytes.slice()
        damaged[position] = (damaged[position] as number) ^ change
        expect(decodeTables(damaged, 'key')).toBe(null)
      }),
      { numRuns: 300 },
    )
  })
})
