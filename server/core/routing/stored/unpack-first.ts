// Traces of version 1, which the log holds from before candidates were written by their place.

import { longestText } from '../../bytes/packer'
import { Unpacker } from '../../bytes/unpacker'
import type { SpillTrace } from '../spill/types'
import type { Miss, RungTrace, SampledCandidate, Trace } from '../types'
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

export function firstTraceOf(bytes: Uint8Array): StoredTrace {
  const from = open(bytes)
  const trace: Trace = {
    ...questionOf(from),
    gate: {
      state: from.text() as Trace['gate']['state'],
      zone: from.textOrNull(),
      canaryPct: from.number(),
      applied: from.flag(),
      override: from.flag(),
      tenantBucket: from.numberOrNull(),
      ...moreOf(from),
    },
    preference: {
      zone: from.textOrNull(),
      source: from.text() as Trace['preference']['source'],
      tokens: tokensOf(from),
      dropped: tokensOf(from),
    },
    policy: policyOf(from),
    boundary: shownBoundaryOf(from),
    ...pressureOf(from),
    rungs: from.list(() => rungOf(from)),
    shadowRungs: from.flag() ? from.list(() => rungOf(from)) : null,
    misses: from.list(() => missOf(from)),
    ...moreOf(from),
  }
  return { ...trace, storedBoundary: storedBoundaryOf(from, trace.boundary) }
}

export function firstQuestionOf(bytes: Uint8Array): Question {
  return questionOf(open(bytes))
}

function open(bytes: Uint8Array): Unpacker {
  const from = new Unpacker(bytes, words, longestText.first)
  // Its version.
  from.byte()
  return from
}

function questionOf(from: Unpacker): Question {
  return {
    version: 1,
    now: from.number(),
    seed: from.text(),
    revision: from.number(),
    request: {
      model: from.text(),
      environment: from.text(),
      subcloud: from.textOrNull(),
      key: { id: from.text(), geo: keyGeoOf(from) },
      geo: geoOf(from),
      requirements: { minVramGb: from.numberOrNull(), gpu: from.textOrNull() },
      affinityKey: from.textOrNull(),
      retryOf: from.textOrNull(),
    },
    origin: originOf(from, () => (from.flag() ? [from.number(), from.number()] : null)),
  }
}

function pressureOf(from: Unpacker): Pick<Trace, 'panic' | 'spill'> {
  const panic = from.flag() ? { panic: { admin: from.flag(), zones: from.texts() } } : {}
  return from.flag() ? { ...panic, spill: parsed<SpillTrace>(from.textOrNull()) } : panic
}

function rungOf(from: Unpacker): RungTrace {
  const rung = {
    rung: from.text() as RungTrace['rung'],
    zone: from.textOrNull(),
    token: from.text(),
    counted: from.text() as RungTrace['counted'],
    candidates: from.number(),
    cut: cutOf(from),
    eligible: from.number(),
    sampled: from.list(() => sampledOf(from)),
  }
  return { ...rung, ...moreOf(from) }
}

function sampledOf(from: Unpacker): SampledCandidate {
  return {
    id: from.text('0x'),
    zone: from.textOrNull(),
    country: from.textOrNull(),
    free: from.number(),
    slots: from.number(),
    distanceKm: from.numberOrNull(),
    trust: from.text(),
    failureRate: from.number(),
    score: from.number(),
  }
}

function missOf(from: Unpacker): Miss {
  const miss: Miss = { kind: from.text() as Miss['kind'], count: from.number(), zones: from.texts() }
  const fallback = from.textOrNull() as Miss['fallback'] | null
  return { ...miss, ...(fallback === null ? {} : { fallback }), ...moreOf(from) }
}

/** What was not packed by hand. */
function moreOf(from: Unpacker): object {
  return parsed<object>(from.textOrNull()) ?? {}
}
