import { expect, it } from 'vitest'
import { seededRandom } from '../demo/random'
import { readArguments } from './arguments'
import type { Fuzzer } from './fuzz'
import { addresses, readSlowly } from './fuzz-addresses'
import { bodies } from './fuzz-bodies'
import { drawHeartbeat, heartbeats, scannedBeat } from './fuzz-heartbeats'
import { drawRequest, requests, scannedOf } from './fuzz-requests'
import { tokenOf, tokens } from './fuzz-tokens'
import { soakDecisions, soakParser } from './run'
import { soakConfig } from './soak-config'

const config = soakConfig()
const silent = () => {}

it.each([addresses, tokens(config), bodies])('finds nothing wrong with 20,000 $name', async (fuzzer) => {
  expect(await soakParser(fuzzer, 20_261_126, 20_000, silent)).toBeNull()
})

it('draws enough that is right, and enough that is nearly right', () => {
  const random = seededRandom(3)
  const seen = { addresses: 0, tokens: 0 }
  const spy = (fuzzer: Fuzzer) => Array.from({ length: 3_000 }, () => fuzzer.try(random))
  expect([...spy(addresses), ...spy(tokens(config))].every((wrong) => wrong === null)).toBe(true)
  for (const text of ['1.2.3.4', '[::1]:80', 'fe80::1%eth0', '::ffff:1.2.3.4', ' 2002:102:304:: ']) if (readSlowly(text)) seen.addresses++
  for (const text of ['zone:EU', 'zone:APAC', 'subdivision:US-PR', 'country:DE', 'jurisdiction:EU27'])
    if (tokenOf(text, config)) seen.tokens++
  expect(seen).toEqual({ addresses: 5, tokens: 5 })
  for (const text of ['01.2.3.4', '1.2.3', '[::1', '1.2.3.4%eth0', '::1%', '::1:2:3:4:5:6:7:8']) expect(readSlowly(text)).toBeNull()
  for (const text of ['EU', 'zone:AFR', 'zone:LATAM', 'subdivision:DE', 'country:XK', 'zone:']) expect(tokenOf(text, config)).toBeNull()
})

it('finds nothing wrong with 150,000 requests, of which it takes a good part', async () => {
  expect(await soakParser(requests, 20_261_126, 150_000, silent)).toBeNull()
  const random = seededRandom(4)
  const taken = Array.from({ length: 3_000 }, () => scannedOf('request', Buffer.from(drawRequest(false, random)))).filter(Boolean).length
  expect(taken).toBeGreaterThan(1_000)
})

it('finds nothing wrong with 50,000 heartbeats, of which it takes a good part', async () => {
  expect(await soakParser(heartbeats, 20_261_127, 50_000, silent)).toBeNull()
  const random = seededRandom(4)
  const taken = Array.from({ length: 3_000 }, () => scannedBeat(Buffer.from(drawHeartbeat(random)))).filter(Boolean).length
  expect(taken).toBeGreaterThan(300)
})

it('stops at what is wrong, and says how to see it again', async () => {
  let tried = 0
  const faulty: Fuzzer = { name: 'addresses', try: () => (++tried === 1_234 ? 'that one' : null) }
  expect(await soakParser(faulty, 5, 10_000, silent)).toBe('that one\n  again: npm run soak -- --seed 5 --only addresses, input 1233')
  expect(tried).toBe(1_234)
})

it('shows its progress, and does one world alone when asked to', async () => {
  const lines: string[] = []
  expect(await soakDecisions(readArguments(['--seed', '4', '--world', '2'], 0)!, (line) => lines.push(line))).toBeNull()
  expect(lines.at(-1)).toMatch(/^decisions: [\d,]+ of 1, [\d,]+ a second; \d+ % routed, \d+ % retries$/)
})

it('reads its arguments', () => {
  expect(readArguments([], 9)).toEqual({ decisions: 10_000_000, inputs: 1_000_000, rounds: 15, seed: 9, world: null, only: null })
  expect(readArguments(['--world', '3'], 9)).toMatchObject({ world: 3, only: 'decisions' })
  for (const wrong of [['--only', 'all'], ['--seed', '-1'], ['--decisions', 'many'], ['--what']]) expect(readArguments(wrong, 9)).toBeNull()
})
