import { Unpacker } from '../../bytes/unpacker'
import type { SpillTrace } from '../spill/types'
import { packedVersion, told } from './pack-trace'
import { firstQuestionOf, firstTraceOf } from './unpack-first'
import {
  cellOf,
  geoOf,
  keyGeoOf,
  missOf,
  originOf,
  parsed,
  policyOf,
  preferenceOf,
  type Question,
  type StoredTrace,
  shownBoundaryOf,
  stateOf,
  storedBoundaryOf,
} from './unpack-parts'
import { ladderOf, rungsOf } from './unpack-rungs'
import { secondQuestionOf, secondTraceOf } from './unpack-second'
import { words } from './words'

export type { Question, StoredTrace } from './unpack-parts'

/** What `packTrace` packed, with its keys in their order; throws for anything else. */
export function unpackTrace(bytes: Uint8Array): StoredTrace {
  if (bytes[0] === 1) return firstTraceOf(bytes)
  if (bytes[0] === 2) return secondTraceOf(bytes)
  return traceOf(bytes)
}

/** What was asked alone, for whoever reads thousands. */
export function unpackQuestion(bytes: Uint8Array): Question {
  if (bytes[0] === 1) return firstQuestionOf(bytes)
  if (bytes[0] === 2) return secondQuestionOf(bytes)
  return startOf(open(bytes)).question
}

function open(bytes: Uint8Array): Unpacker {
  const from = new Unpacker(bytes, words)
  const version = from.byte()
  if (version !== packedVersion) throw new RangeError(`a stored trace of version ${version}; this reads up to ${packedVersion}`)
  return from
}

function traceOf(bytes: Uint8Array): StoredTrace {
  const from = open(bytes)
  const { question, preference, ladder, policy, boundary, storedBoundary, admin, gate, tells } = startOf(from)
  const { zone } = preference
  const canaryPct = from.number()
  const isHeld = (tells & told.gate) !== 0
  const hold = { override: isHeld && from.flag(), tenantBucket: isHeld ? from.numberOrNull() : null }
  const isPressed = (tells & told.pressure) !== 0
  return {
    ...question,
    gate: { state: gate.state, zone, canaryPct, applied: gate.applied, ...hold },
    preference,
    policy,
    boundary,
    panic: { admin, zones: isPressed ? from.texts() : [] },
    spill: isPressed ? parsed<SpillTrace>(from.textOrNull()) : null,
    rungs: rungsOf(from, ladder, question),
    shadowRungs: tells & told.shadow ? rungsOf(from, ladder, question) : null,
    misses: tells & told.misses ? from.list(() => missOf(from)) : [],
    storedBoundary,
  }
}

/** Up to where the question ends. The cell of the origin comes after all that origins have in common. */
function startOf(from: Unpacker) {
  const anywhere = originOf(from, () => null)
  const revision = from.number()
  const subcloud = from.textOrNull()
  const keyGeo = keyGeoOf(from)
  const geo = geoOf(from)
  const preference = preferenceOf(from)
  const ladder = ladderOf(from)
  const policy = policyOf(from)
  const boundary = shownBoundaryOf(from)
  const storedBoundary = storedBoundaryOf(from, boundary)
  const admin = from.flag()
  const gate = { state: stateOf(from), applied: from.flag() }
  const model = from.text()
  const key = { id: from.text(), geo: keyGeo }
  const environment = from.text()
  const now = from.float64()
  const seed = from.text()
  const tells = from.byte()
  const requirements = tells & told.needs ? { minVramGb: from.numberOrNull(), gpu: from.textOrNull() } : { minVramGb: null, gpu: null }
  const affinityKey = tells & told.affinity ? from.text() : null
  const retryOf = tells & told.retry ? from.text() : null
  const origin = { ...anywhere, cell: tells & told.cell ? cellOf(from) : null }
  const request = { model, environment, subcloud, key, geo, requirements, affinityKey, retryOf }
  const question: Question = { version: 1, now, seed, revision, request, origin }
  return { question, preference, ladder, policy, boundary, storedBoundary, admin, gate, tells }
}
