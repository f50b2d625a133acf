// Heartbeats, mostly plain and broken in every way: what is read from the bytes must be what JSON.parse and the schemas make of them,
// and its MAC must cover their canonical form. It may give up on anything, so nothing is wrong with what it does not take.

import { isDeepStrictEqual } from 'node:util'
import { envelopeSchema, signedText } from '@/server/platform/signatures/envelope'
import { parsePayload } from '@/server/platform/signatures/payload'
import { HeartbeatScanner } from '@/server/platform/signatures/plain-heartbeat'
import type { Random } from '../demo/random'
import { drawSpace, type Fuzzer, mangle, oneLine } from './fuzz'

type Scanned = { envelope: unknown; payload: unknown; text: string }

const scanner = new HeartbeatScanner()
const alphabet = [
  ...'{}[]":,\\ \n\t0129.-+eEtfnTZ\u0000\u007fé😀\ud800',
  'null',
  '"nonce":"abcdefgh",',
  '"payload":{},',
  '"signature":"0x",',
  '"inFlight":1,',
  '\\u0061',
  '\\"',
]
const odd = ['', ' ', 'é', 'a"b', 'a\\b', 'x'.repeat(129), 'x'.repeat(257), '\u2028', '\u007f', 'null', '__proto__', 'with space']
const id = `0x${'0123456789abcdef'.repeat(3).slice(0, 40)}`

export const heartbeats: Fuzzer = {
  name: 'heartbeats',
  try(random) {
    const text = mangle(drawHeartbeat(random), alphabet, 3, random)
    const bytes = Buffer.from(text)
    const found = scannedBeat(bytes)
    if (found === null) return null
    const wanted = readSlowly(bytes)
    return wanted !== null && isDeepStrictEqual(found, wanted)
      ? null
      : `heartbeat ${oneLine(text)} is read as ${oneLine(found)} and is ${oneLine(wanted)}`
  },
}

/** What it takes the bytes for; null where it gives up. */
export function scannedBeat(bytes: Buffer): Scanned | null {
  const beat = scanner.scan(bytes)
  return beat && { envelope: JSON.parse(JSON.stringify(beat)), payload: beat.payload, text: beat.signedText }
}

function readSlowly(bytes: Buffer): Scanned | null {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    const envelope = envelopeSchema.parse(value)
    if (envelope.purpose !== 'heartbeat' || envelope.signature !== undefined || envelope.mac === undefined) return null
    return { envelope, payload: parsePayload('heartbeat', envelope.payload), text: signedText(envelope) }
  } catch {
    return null
  }
}

export function drawHeartbeat(random: Random): string {
  const text = (usual: readonly string[]) => JSON.stringify(random.pick(random.int(40) === 0 ? odd : usual))
  const number = () => random.pick(['0', '7', '1000000', '1000001', '01', '-0', '1.0', '1e3', '-1', '9007199254740993', 'null', '"1"'])
  const times = ['2026-11-27T05:25:06.123Z', '2026-11-27T05:25:06Z', '2024-02-29T23:59:59.123456Z', '2026-02-29T00:00:00.000Z', 'noon']
  const payload = random.pick([
    '{}',
    '{"inFlight":3}',
    '{"inFlight":3}',
    '{"inFlight":0}',
    `{"inFlight":${number()}}`,
    '{"slots":4}',
    'null',
    '[]',
  ])
  const fields = [
    `"purpose":${text([...new Array(9).fill('heartbeat'), 'leave'])}`,
    `"audience":${text(['local', 'a-network of ours'])}`,
    `"nodeId":${text([id, id, id.toUpperCase().replace('0X', '0x'), id, id, id.slice(1)])}`,
    `"timestamp":${text([times[0]!, times[0]!, times[0]!, times[0]!, ...times])}`,
    `"nonce":${text(['0123456789abcdef0123456789abcdef', '12345678', '!#[]{}~:,', '12345678', '1234567'])}`,
    `"payload":${payload}`,
    `"mac":${text(['ab'.repeat(32), `0x${'AB'.repeat(32)}`, 'x'])}`,
  ]
  if (random.int(12) === 0) fields.splice(random.int(fields.length), 1)
  // One twice, or one too many.
  if (random.int(12) === 0)
    fields.push(random.pick(['"nonce":"87654321"', '"payload":{"inFlight":1}', '"signature":"0x"', '"x":1', '"inFlight":1']))
  const ordered = fields.sort(() => random.next() - 0.5)
  return `${drawSpace(random)}{${ordered.map((field) => drawSpace(random) + field).join(`${drawSpace(random)},`)}}${drawSpace(random)}`
}
