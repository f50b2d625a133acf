// Traces of version 2, which the log holds from before what jobs have in common came first.

import { Unpacker } from '../../bytes/unpacker'
import type { SpillTrace } from '../spill/types'
import type { RungTrace, SampledCandidate, Trace } from '../types'
import { candidateOf, numbersOf, rungFrom, type Spot, spotOf } from './rung-parts'
import {
  cellOf,
  cutOf,
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
import { words } from './words'

const wishes = { vram: 1, gpu: 2, affinity: 4, retry: 8 } as const

export function secondTraceOf(bytes: Uint8Array): StoredTrace {
  const from = open(bytes)
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

export function secondQuestionOf(bytes: Uint8Array): Question {
  return questionOf(open(bytes))
}

function open(bytes: Uint8Array): Unpacker {
  const from = new Unpacker(bytes, words)
  // Its version.
  from.byte()
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
  const cell = from.flag() ? cellOf(from) : null
  const origin = originOf(from, () => cell)
  const revision = from.number()
  const subcloud = from.textOrNull()
  const key = { id: keyId, geo: keyGeoOf(from) }
  const geo = geoOf(from)
  const request = { model, environment, subcloud, key, geo, requirements, affinityKey, retryOf }
  return { version: 1, now, seed, revision, request, origin }
}

function gateOf(from: Unpacker, zone: Trace['gate']['zone']): Trace['gate'] {
  const state = stateOf(from)
  const canaryPct = from.number()
  const flags = from.byte()
  return { state, zone, canaryPct, applied: (flags & 1) !== 0, override: (flags & 2) !== 0, tenantBucket: from.numberOrNull() }
}

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
  return rungFrom(isWhole, { rung, token, candidates, cut, eligible, sampled: from.list(() => sampledOf(from, spots)) })
}

function sampledOf(from: Unpacker, spots: Spot[]): SampledCandidate {
  const id = from.text()
  const spot = spotOf(from, spots, from.number())
  return candidateOf(id, spot, numbersOf(from))
}
