import { gateStates } from '../../activation/types'
import { Unpacker } from '../../bytes/unpacker'
import type { ZoneCode } from '../../geo/place'
import type { Origin } from '../../origin/types'
import { zoneOf } from '../preference'
import type { SpillTrace } from '../spill/types'
import type { Miss, RungTrace, SampledCandidate, Trace } from '../types'
import { packedVersion, wishes } from './pack-trace'
import { firstQuestionOf, firstTraceOf } from './unpack-first'
import {
  cutOf,
  geoOf,
  keyGeoOf,
  originOf,
  parsed,
  policyOf,
  type Question,
  type StoredTrace,
  shownBoundaryOf,
  storedBoundaryOf,
  tokensOf,
} from './unpack-parts'
import { words } from './words'

export type { Question, StoredTrace } from './unpack-parts'

/** What `packTrace` packed, with its keys in their order; throws for anything else. */
export function unpackTrace(bytes: Uint8Array): StoredTrace {
  return isFirst(bytes) ? firstTraceOf(bytes) : traceOf(open(bytes))
}

/** The first part of a packed trace alone, for whoever reads thousands. */
export function unpackQuestion(bytes: Uint8Array): Question {
  return isFirst(bytes) ? firstQuestionOf(bytes) : questionOf(open(bytes))
}

const isFirst = (bytes: Uint8Array): boolean => bytes[0] === 1

function open(bytes: Uint8Array): Unpacker {
  const from = new Unpacker(bytes, words)
  const version = from.byte()
  if (version !== packedVersion) throw new RangeError(`a stored trace of version ${version}; this reads up to ${packedVersion}`)
  return from
}

function questionOf(from: Unpacker): Question {
  const now = from.float64()
  const seed = from.text()
  const model = from.text()
  const keyId = from.text()
  const environment = from.text()
  const wish = from.byte()
  const requirements = { minVramGb: wish & wishes.vram ? from.number() : null, gpu: wish & wishes.gpu ? from.text() : null }
  const affinityKey = wish & wishes.affinity ? from.text() : null
  const retryOf = wish & wishes.retry ? from.text() : null
  const cell = cellOf(from)
  const origin = originOf(from, () => cell)
  const revision = from.number()
  const subcloud = from.textOrNull()
  const key = { id: keyId, geo: keyGeoOf(from) }
  const geo = geoOf(from)
  const request = { model, environment, subcloud, key, geo, requirements, affinityKey, retryOf }
  return { version: 1, now, seed, revision, request, origin }
}

function cellOf(from: Unpacker): Origin['cell'] {
  return from.flag() ? [(from.int16() + 0.5) / 2, (from.int16() + 0.5) / 2] : null
}

function traceOf(from: Unpacker): StoredTrace {
  const question = questionOf(from)
  const preference = preferenceOf(from)
  const policy = policyOf(from)
  const boundary = shownBoundaryOf(from)
  const storedBoundary = storedBoundaryOf(from, boundary)
  const admin = from.flag()
  return {
    ...question,
    gate: gateOf(from, preference.zone),
    preference,
    policy,
    boundary,
    panic: { admin, zones: from.texts() },
    spill: parsed<SpillTrace>(from.textOrNull()),
    rungs: rungsOf(from),
    shadowRungs: from.flag() ? rungsOf(from) : null,
    misses: from.list(() => missOf(from)),
    storedBoundary,
  }
}

function preferenceOf(from: Unpacker): Trace['preference'] {
  const source = from.text() as Trace['preference']['source']
  const tokens = tokensOf(from)
  return { zone: tokens[0] === undefined ? null : zoneOf(tokens[0]), source, tokens, dropped: tokensOf(from) }
}

function gateOf(from: Unpacker, zone: ZoneCode | null): Trace['gate'] {
  const state = gateStates[from.byte()]
  if (state === undefined) throw new RangeError('a state of the gate that this version does not know')
  const canaryPct = from.number()
  const flags = from.byte()
  return { state, zone, canaryPct, applied: (flags & 1) !== 0, override: (flags & 2) !== 0, tenantBucket: from.numberOrNull() }
}

type Spot = Pick<SampledCandidate, 'zone' | 'country' | 'trust'>

function rungsOf(from: Unpacker): RungTrace[] {
  const spots: Spot[] = []
  return from.list(() => rungOf(from, spots))
}

function rungOf(from: Unpacker, spots: Spot[]): RungTrace {
  const rung = from.text() as RungTrace['rung']
  const token = from.text()
  const isWhole = from.flag()
  const candidates = from.number()
  const cut = cutOf(from)
  const eligible = from.number()
  const looked = Object.values(cut).reduce((sum, count) => sum + count, eligible)
  const counted = isWhole ? 'all' : looked === candidates ? 'pool' : 'looked'
  const zone = token.startsWith('zone:') ? token.slice('zone:'.length) : null
  return { rung, zone, token, counted, candidates, cut, eligible, sampled: from.list(() => sampledOf(from, spots)) }
}

function sampledOf(from: Unpacker, spots: Spot[]): SampledCandidate {
  const id = from.text()
  const { zone, country, trust } = spotOf(from, spots)
  const free = from.number()
  const slots = from.number()
  const km = from.number() - 1
  const distanceKm = km < 0 ? null : km
  const failureRate = from.number() / 1000
  return { id, zone, country, free, slots, distanceKm, trust, failureRate, score: from.number() / 1e6 }
}

function spotOf(from: Unpacker, spots: Spot[]): Spot {
  const place = from.number()
  if (place === spots.length) spots.push({ zone: from.textOrNull(), country: from.textOrNull(), trust: from.text() })
  const spot = spots[place]
  if (spot === undefined) throw new RangeError('a place that no candidate before was in')
  return spot
}

function missOf(from: Unpacker): Miss {
  const miss: Miss = { kind: from.text() as Miss['kind'], count: from.number(), zones: from.texts() }
  const fallback = from.textOrNull() as Miss['fallback'] | null
  const ejected = from.flag() ? { count: from.number(), forS: from.number() } : null
  return { ...miss, ...(fallback && { fallback }), ...(ejected && { ejected }) }
}
