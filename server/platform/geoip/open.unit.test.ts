import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Address, parseAddress } from '@/server/core/geo/address'
import { openGeoIp } from './open'
import { providerOf } from './sources'
import { writeMmdb } from './testing/write-mmdb'

// Each preparation starts a worker.

let dataDir: string
let lines: string[]
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'geoip-'))
  lines = []
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const log = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(`warning: ${line}`) }
const open = (db: string, db2: string) => openGeoIp({ dataDir, db, db2, log })
const at = (text: string) => parseAddress(text) as Address
const prepared = () => lines.filter((line) => line.includes('preparing')).length

const city = { country_code: 'DE', latitude: 52.5244, longitude: 13.4105 }
function write(name: string, entries: Parameters<typeof writeMmdb>[0] = [['193.0.0.0/16', city]]): string {
  const path = join(dataDir, name)
  writeFileSync(path, writeMmdb(entries))
  return path
}

describe('openGeoIp', () => {
  it('prepares the tables once, and again when a file changes', async () => {
    const [first, second] = [write('a-city.mmdb'), write('b-country.mmdb')]
    const geoip = await open(first, second)
    expect(geoip.lookup(at('193.0.6.139'))).toEqual({ country: 'DE', point: [13.41, 52.52] })
    expect(geoip.second(at('193.0.6.139'))).toBe('DE')
    expect(geoip.status).toMatchObject([
      { role: 'primary', source: 'a', kind: 'city', ok: true, buildDate: '2026-01-02', path: first },
      { role: 'second', source: 'b', kind: 'country', ok: true },
    ])
    expect(prepared()).toBe(2)
    await open(first, second)
    expect(prepared()).toBe(2)
    write('a-city.mmdb', [['193.0.0.0/16', { country_code: 'NL' }]])
    utimesSync(first, 1_800_000_000, 1_800_000_000)
    expect((await open(first, second)).lookup(at('193.0.6.139'))).toEqual({ country: 'NL', point: null })
    expect(prepared()).toBe(3)
    expect(readdirSync(join(dataDir, 'geoip'))).toHaveLength(2)
  })

  it('lets two starts at once prepare them once', async () => {
    const [first, second] = [write('a-city.mmdb'), write('b-country.mmdb')]
    const both = await Promise.all([open(first, second), open(first, second)])
    expect(both.map((geoip) => geoip.lookup(at('193.0.0.1'))?.country)).toEqual(['DE', 'DE'])
    expect(prepared()).toBe(2)
  })

  it('goes on without a file that is missing or damaged, and says so', async () => {
    const damaged = join(dataDir, 'damaged.mmdb')
    writeFileSync(damaged, 'x'.repeat(10_000))
    const geoip = await open(join(dataDir, 'absent.mmdb'), damaged)
    expect([geoip.lookup(at('193.0.0.1')), geoip.second(at('193.0.0.1'))]).toEqual([null, null])
    expect(geoip.status.map(({ ok }) => ok)).toEqual([false, false])
    expect(geoip.status[0]?.message).toContain('the file does not exist')
    expect(geoip.status[1]?.message).toContain('it is not an mmdb file, or it is damaged')
    expect(lines.filter((line) => line.startsWith('warning: '))).toHaveLength(2)
  })

  it('refuses a file that places well-known addresses elsewhere', async () => {
    const wrong = write('wrong-country.mmdb', [
      ['0.0.0.0/1', { country_code: 'FR' }],
      ['128.0.0.0/1', { country_code: 'FR' }],
    ])
    const geoip = await open(wrong, write('b-country.mmdb'))
    expect(geoip.lookup(at('193.0.0.1'))).toBe(null)
    expect(geoip.status[0]).toMatchObject({ ok: false, message: expect.stringContaining('in the wrong country') })
    expect(geoip.second(at('193.0.0.1'))).toBe('DE')
  })

  it('does not count two files of one provider as two sources', async () => {
    const geoip = await open(write('dbip-city-lite.mmdb'), write('dbip-country.mmdb'))
    expect(geoip.second(at('193.0.0.1'))).toBe(null)
    expect(geoip.status[1]).toMatchObject({ ok: false, message: expect.stringContaining('same provider') })
    expect(providerOf('/x/GeoLite2-City.mmdb')).toBe(providerOf('/y/GeoIP2-Country.mmdb'))
  })

  it('prepares anew where the cache is damaged or left locked by a process that is gone', async () => {
    const [first, second] = [write('a-city.mmdb'), write('b-country.mmdb')]
    await open(first, second)
    const folder = join(dataDir, 'geoip')
    for (const name of readdirSync(folder)) {
      writeFileSync(join(folder, name), 'damaged')
      writeFileSync(join(folder, `${name}.lock`), '999999999')
    }
    expect((await open(first, second)).lookup(at('193.0.0.1'))?.country).toBe('DE')
    expect(prepared()).toBe(4)
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock'))).toEqual([])
  })

  it('works without a cache where the folder cannot be written', async () => {
    writeFileSync(join(dataDir, 'geoip'), 'a file where the folder should be')
    const geoip = await open(write('a-city.mmdb'), write('b-country.mmdb'))
    expect(geoip.lookup(at('193.0.0.1'))?.country).toBe('DE')
    expect(lines.some((line) => line.includes('cannot write'))).toBe(true)
  })

  it('takes a country file as first source, without positions, and says what that costs', async () => {
    const geoip = await open(write('c-country.mmdb', [['193.0.0.0/16', { country_code: 'JP' }]]), write('b.mmdb'))
    expect(geoip.lookup(at('193.0.0.1'))).toEqual({ country: 'JP', point: null })
    expect(geoip.status[0]).toMatchObject({ kind: 'country', ok: true, message: expect.stringContaining('no nearest zone') })
    mkdirSync(join(dataDir, 'folder'))
    expect((await open(join(dataDir, 'folder'), '')).status[0]).toMatchObject({ ok: false })
  })
})
