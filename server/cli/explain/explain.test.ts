import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { noGeoIp } from '@/server/core/origin/geoip'
import { readArguments } from './arguments'
import { askServer } from './ask-server'
import { decideExport } from './decide-export'
import { treeOf } from './tree'

const folder = mkdtempSync(path.join(tmpdir(), 'geo-explain-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: unknown) => {
  const at = path.join(folder, name)
  writeFileSync(at, JSON.stringify(content))
  return at
}
const id = (n: number) => `0x${String(n).padStart(40, '0')}`
const row = (n: number, country: string, more = {}) => ({ id: id(n), models: ['llama'], slots: 4, country, lastSeenAt: 1e12, ...more })
const config = file('config.json', {
  revision: 7,
  zones: [
    { code: 'EU', name: 'Europe', countries: ['DE', 'FR'] },
    { code: 'NA', name: 'North America', countries: ['US'] },
  ],
  subclouds: [{ slug: 'acme', name: 'Acme', owner: 'a@example.com', policy: { boundary: { allow: ['country:FR'] } } }],
})
const nodes = file('nodes.json', { items: [row(1, 'DE'), row(2, 'US'), row(3, 'FR', { busy: 4 })] })
const explain = async (...argv: string[]) =>
  treeOf(await decideExport(readArguments(['--model', 'llama', '--config', config, '--nodes', nodes, ...argv], {}), async () => noGeoIp))

it('prints the way to the winner, and why another node was not it', async () => {
  const tree = await explain('--country', 'DE', '--node', id(2))
  expect(tree).toContain('revision 7')
  expect(tree).toContain(`served by ${id(1)} in EU (preferred)`)
  expect(tree).toContain('1 cut by capacity: It has no free slot.')
  expect(tree).toContain(`why not ${id(2)}: It is eligible, but an earlier rung had an eligible node.`)
})

it('prints what a refusal would take', async () => {
  const tree = await explain('--country', 'DE', '--subcloud', 'acme')
  expect(tree).toContain('refused: geo_zone_saturated.')
  expect(tree).toContain(`one slot on ${id(3)}.`)
  expect(tree).toContain('1 more consistent node')
})

it('says what is wrong with what it was given', async () => {
  expect(() => readArguments([], {})).toThrow('--model is missing')
  expect(() => readArguments(['--model', 'x', '--fallback', 'some'], {})).toThrow('--fallback')
  await expect(explain('--ip', 'nowhere')).rejects.toThrow('is not an IPv4 or IPv6 address')
  await expect(explain('--only', 'EU')).rejects.toThrow('--only: "EU"')
  await expect(explain('--subcloud', 'other')).rejects.toThrow('there is no Subcloud other')
  await expect(askServer(readArguments(['--model', 'x'], {}))).rejects.toThrow('--key')
})
