// Requests, stream lines and batches, mostly plain and broken in every way: what is read from the bytes must be what JSON.parse and
// the schema make of them. It may give up on anything, so nothing is wrong with what it does not take.

import { isDeepStrictEqual } from 'node:util'
import { routeRequestSchema } from '@/server/platform/data-plane/route-request'
import { PlainScanner } from '@/server/router/route/plain-scanner'
import type { Random } from '../demo/random'
import { drawSpace, type Fuzzer, mangle, oneLine } from './fuzz'

const kinds = ['request', 'line', 'batch'] as const
type Kind = (typeof kinds)[number]
type Scanned = { id: unknown; requests: unknown[] }

const scanner = new PlainScanner()
const alphabet = [
  ...'{}[]":,\\ \n\t0129.-+eEtfn\u0000\u007fé😀\ud800',
  'null',
  'true',
  '"id":1,',
  '"model":"m",',
  '"client":{},',
  '\\u0061',
  '\\"',
]
const odd = ['', ' ', 'é', 'a"b', 'a\\b', 'x'.repeat(101), 'x'.repeat(257), '\u2028', '\u007f', 'null', '__proto__', 'DE', 'de', '1.2.3.4']

export const requests: Fuzzer = {
  name: 'requests',
  try(random) {
    const kind = random.pick(kinds)
    const text = mangle(draw(kind, random), alphabet, 3, random)
    const bytes = Buffer.from(text)
    const found = scannedOf(kind, bytes)
    if (found === null) return null
    const wanted = readSlowly(kind, bytes)
    return wanted !== null && isDeepStrictEqual(found, wanted)
      ? null
      : `${kind} ${oneLine(text)} is read as ${oneLine(found)} and is ${oneLine(wanted)}`
  },
}

/** What it takes the bytes for, without what is absent; null where it gives up. */
export function scannedOf(kind: Kind, bytes: Buffer): Scanned | null {
  // A line lies within others.
  const block = Buffer.concat([Buffer.from('{"id":7\n'), bytes, Buffer.from('\n"x"}')])
  const one = kind === 'line' ? scanner.line(block, 8, 8 + bytes.length) : kind === 'request' ? scanner.request(bytes) : null
  const all = kind === 'batch' ? scanner.batch(bytes)?.requests : one && [one]
  if (!all) return null
  return { id: kind === 'line' ? JSON.parse(String(scanner.id)) : null, requests: all.map((input) => JSON.parse(JSON.stringify(input))) }
}

function readSlowly(kind: Kind, bytes: Buffer): Scanned | null {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    if (kind === 'batch') return { id: null, requests: value.requests.map((one: unknown) => routeRequestSchema.parse(one)) }
    if (kind === 'request') return { id: null, requests: [routeRequestSchema.parse(value)] }
    const { id, ...body } = value
    const isUsable = typeof id === 'string' ? id.length > 0 && id.length <= 200 : Number.isSafeInteger(id)
    return isUsable ? { id, requests: [routeRequestSchema.parse(body)] } : null
  } catch {
    return null
  }
}

function draw(kind: Kind, random: Random): string {
  if (kind !== 'batch') return drawRequest(kind === 'line', random)
  const list = Array.from({ length: random.int(4) }, () => drawRequest(false, random)).join(',')
  return `{${drawSpace(random)}"requests"${drawSpace(random)}:[${list}]${drawSpace(random)}}`
}

export function drawRequest(hasId: boolean, random: Random): string {
  const text = (usual: readonly string[]) => JSON.stringify(random.pick(random.int(12) === 0 ? odd : usual))
  const client = () => {
    const ip = `"ip":${text(['193.51.24.1', '2001:db8::1', 'x'.repeat(100)])}`
    const country = `"country":${text(['DE', 'FR'])}`
    return `{${random.pick([ip, country, `${ip},${country}`, `${country}, ${ip}`, ip])}}`
  }
  const fields = [`"model":${text(['llama-3.1-8b-instruct', 'a/b:c@1', 'm'])}`]
  if (hasId)
    fields.push(
      `"id":${random.pick(['0', '7', '1234567890', '999999999999999', '9007199254740993', '01', '-1', '1.5', '1e3', '"a"', text(['one', 'two'])])}`,
    )
  if (random.int(2) === 0) fields.push(`"client":${client()}`)
  if (random.int(3) === 0) fields.push(`"subcloud":${text(['acme-eu', 'a b'])}`)
  if (random.int(4) === 0) fields.push(`"environment":${text(['mainnet', 'testnet', 'Main'])}`)
  if (random.int(4) === 0) fields.push(`"affinityKey":${text(['conv-17', 'x'.repeat(256)])}`)
  if (random.int(4) === 0) fields.push(`"reserve":${random.pick(['true', 'false', 'null', '0', 'truefalse', 'tru'])}`)
  if (random.int(20) === 0) fields.push(`"geo":{"only":["country:DE"]}`)
  // One twice, or one too many.
  if (random.int(20) === 0)
    fields.push(random.pick(['"model":"n"', '"subcloud":"c"', '"client":{"ip":"::1"}', '"reserve":true', '"id":3', '"ip":"::1"']))
  const ordered = fields.sort(() => random.next() - 0.5)
  return `${drawSpace(random)}{${ordered.map((field) => drawSpace(random) + field).join(`${drawSpace(random)},`)}}${drawSpace(random)}`
}
