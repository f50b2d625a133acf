// Request bodies, in pieces and broken in every way, against JSON.parse and a strict decoder.

import { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import { ServiceError } from '@/server/platform/errors'
import { parseJson, readBody } from '@/server/router/http/read-json'
import type { Random } from '../demo/random'
import { type Fuzzer, oneLine } from './fuzz'

const maxBytes = 400
const maxDepth = 32
const keys = ['model', 'geo', 'only', 'é', '', '__proto__', 'constructor', 'a"b', 'a\\b', '\u2028', '😀']
/** Brackets in text are none, after an escaped quote or backslash too. */
const deepText = '['.repeat(40)
const texts = [
  '',
  'llama',
  '"',
  '\\',
  '/',
  '\n\t\u0000',
  'é😀',
  '\ud800',
  '}{][',
  '\u2029',
  `"${deepText}`,
  `\\${deepText}`,
  'x'.repeat(40),
]
const numbers = [0, -0, 1, -1, 0.1, 1e21, 1e-7, 1.7976931348623157e308, 5e-324, 2 ** 53, 123456789012345680000]
const odd = [
  '1e999',
  '-',
  '01',
  '1.',
  '.5',
  '+1',
  'NaN',
  'Infinity',
  'nul',
  'True',
  "'a'",
  '/**/1',
  '[1,]',
  '{"a":1,}',
  '{a:1}',
  '"\u0001"',
  '"\\x41"',
  '"\\u12"',
  '[1 2]',
  ']',
  '}',
  '"',
  '\ufeff1',
  '1\u00a0',
  '{"a":1,"a":2}',
  '1 1',
  '\u000b1',
  '',
]

export const bodies: Fuzzer = {
  name: 'bodies',
  async try(random) {
    const body = breakUp(drawBody(random), random)
    const found = await answer(body, random)
    const wanted = readSlowly(body)
    const isSame = found.code === wanted.code && isDeepStrictEqual(found.value, wanted.value)
    return isSame ? null : `${body.toString('base64')} (base64) is read as ${oneLine(found)} and is ${oneLine(wanted)}`
  },
}

type Read = { code: string | null; value?: unknown }

function readSlowly(body: Buffer): Read {
  if (body.length > maxBytes) return { code: 'too_large' }
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body))
    return depthOf(value) > maxDepth ? { code: 'invalid_request' } : { code: null, value }
  } catch {
    return { code: 'invalid_request' }
  }
}

function depthOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0
}

async function answer(body: Buffer, random: Random): Promise<Read> {
  const request = Object.assign(new EventEmitter(), { headers: headersOf(body, random), complete: true })
  const reading = new Promise<Buffer>((resolve, reject) =>
    readBody(request as unknown as IncomingMessage, maxBytes, (error, bytes) => (error === null ? resolve(bytes) : reject(error))),
  )
    .then(parseJson)
    .then(
      (value): Read => ({ code: null, value }),
      (error: unknown): Read => ({ code: error instanceof ServiceError ? error.code : `thrown: ${String(error)}` }),
    )
  for (let at = 0; at < body.length; ) {
    const end = Math.min(body.length, at + 1 + random.int(random.pick([1, 8, 500])))
    request.emit('data', body.subarray(at, end))
    at = end
  }
  request.emit('end')
  request.emit('close')
  return reading
}

function headersOf(body: Buffer, random: Random): IncomingMessage['headers'] {
  return {
    'content-length': random.pick([undefined, String(body.length)]),
    'content-type': random.pick([undefined, 'application/json', 'application/json; charset=utf-8', 'application/problem+json']),
  }
}

function drawBody(random: Random): string {
  const kind = random.int(12)
  if (kind === 0) return random.pick(odd)
  if (kind === 1) return nested(28 + random.int(8), random)
  const space = () => (random.int(4) === 0 ? random.pick([' ', '\n', '\t', '\r\n  ']) : '')
  const write = (depth: number): string => {
    const choice = random.int(depth > 4 ? 4 : 7)
    if (choice === 0) return random.pick(['true', 'false', 'null'])
    if (choice === 1) return JSON.stringify(random.pick(numbers))
    if (choice === 2) return JSON.stringify(random.pick(texts))
    if (choice === 3) return escaped(random.pick(texts), random)
    const items = Array.from({ length: random.int(4) }, () => space() + write(depth + 1) + space())
    if (choice === 4) return `[${items.join(',') || space()}]`
    return `{${items.map((item) => `${space()}${JSON.stringify(random.pick(keys))}${space()}:${item}`).join(',')}}`
  }
  return space() + write(0) + space()
}

/** Every character by its number, as JSON allows. */
function escaped(text: string, random: Random): string {
  const unit = (at: number) => text.charCodeAt(at).toString(16).padStart(4, '0')
  return `"${Array.from({ length: text.length }, (_, at) => `\\u${random.int(2) === 0 ? unit(at).toUpperCase() : unit(at)}`).join('')}"`
}

/** Brackets in text do not count, and neither do those of a neighbour. */
function nested(depth: number, random: Random): string {
  const opened = Array.from({ length: depth }, () => random.int(2) === 0)
  const before = opened.map((isList) => (isList ? `["[{",` : `{"}]":[],"a":`)).join('')
  const after = opened.reverse().map((isList) => (isList ? ']' : '}'))
  return `${before}0${after.join('')}`
}

function breakUp(text: string, random: Random): Buffer {
  const body = Buffer.from(text)
  const kind = random.int(6)
  if (kind > 2 || body.length === 0) return body
  const at = random.int(body.length)
  if (kind === 0) body[at] = random.int(256)
  if (kind === 1)
    return Buffer.concat([
      body.subarray(0, at),
      Buffer.from([random.pick([0xc0, 0xed, 0xa0, 0x80, 0xff, 0xf5, 0x22, 0x5c, 0x5b, 0x7b])]),
      body.subarray(at),
    ])
  return kind === 2 ? body.subarray(0, at) : body
}
