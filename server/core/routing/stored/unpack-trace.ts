import type { StoredBoundary } from '../../boundary/codec'
import { Unpacker } from '../../bytes/unpacker'
import type { Containment, GeoToken } from '../../geo/place'
import type { Origin } from '../../origin/types'
import type { SpillTrace } from '../spill/types'
import type { KeyGeo, Miss, RungTrace, SampledCandidate, Trace } from '../types'
import { hashPrefix, idPrefix, packedVersion } from './pack-trace'
import { words } from './words'

/** A trace with the boundary that a retry of its decision keeps; null where the layers conflicted. */
export type StoredTrace = Trace & { storedBoundary: StoredBoundary | null }

/** What `packTrace` packed, with its keys in their order; throws for anything else. */
export function unpackTrace(bytes: Uint8Array): StoredTrace {
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
    policy: {
      fallback: from.text() as Trace['policy']['fallback'],
      minTrust: from.text() as Trace['policy']['minTrust'],
      isolate: from.flag(),
      layers: from.list(() => ({ layer: from.text(), clause: { allow: tokensOf(from), deny: tokensOf(from) } })),
    },
    boundary: { kind: from.text() as Trace['boundary']['kind'], hash: from.text(hashPrefix), tokens: from.texts() },
    ...pressureOf(from),
    rungs: from.list(() => rungOf(from)),
    shadowRungs: from.flag() ? from.list(() => rungOf(from)) : null,
    misses: from.list(() => missOf(from)),
    ...moreOf(from),
  }
  return { ...trace, storedBoundary: boundaryOf(from, trace.boundary) }
}

/** What was asked, and from where: enough to ask it again. */
export type Question = Pick<Trace, 'version' | 'now' | 'seed' | 'revision' | 'request' | 'origin'>

/** The first part of a packed trace alone, for whoever reads thousands. */
export function unpackQuestion(bytes: Uint8Array): Question {
  return questionOf(open(bytes))
}

function open(bytes: Uint8Array): Unpacker {
  const from = new Unpacker(bytes, words)
  const version = from.byte()
  if (version !== packedVersion) throw new RangeError(`a stored trace of version ${version}; this is ${packedVersion}`)
  return from
}

function questionOf(from: Unpacker): Question {
  return {
    version: 1,
    now: from.number(),
    seed: from.text(),
    revision: from.number(),
    request: requestOf(from),
    origin: originOf(from),
  }
}

function pressureOf(from: Unpacker): Pick<Trace, 'panic' | 'spill'> {
  const panic = from.flag() ? { panic: { admin: from.flag(), zones: from.texts() } } : {}
  return from.flag() ? { ...panic, spill: parsed<SpillTrace>(from.textOrNull()) } : panic
}

const parsed = <T>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T))

function requestOf(from: Unpacker): Trace['request'] {
  return {
    model: from.text(),
    environment: from.text(),
    subcloud: from.textOrNull(),
    key: { id: from.text(), geo: from.flag() ? keyGeoOf(from) : null },
    geo: {
      prefer: tokensOf(from),
      only: from.flag() ? tokensOf(from) : null,
      deny: tokensOf(from),
      fallback: from.textOrNull() as Trace['request']['geo']['fallback'],
    },
    requirements: { minVramGb: from.numberOrNull(), gpu: from.textOrNull() },
    affinityKey: from.textOrNull(),
    retryOf: from.textOrNull(),
  }
}

/** Lists that a key does not have are absent. */
function keyGeoOf(from: Unpacker): KeyGeo {
  const geo: KeyGeo = {}
  for (const name of ['prefer', 'only', 'deny'] as const) if (from.flag()) geo[name] = tokensOf(from)
  return geo
}

function originOf(from: Unpacker): Origin {
  const country = from.textOrNull()
  const subdivision = from.textOrNull()
  const cell = from.flag() ? ([from.number(), from.number()] as const) : null
  const source = from.text() as Origin['source']
  const confidence = from.text() as Origin['confidence']
  const containment = containmentOf(from)
  return {
    country,
    subdivision,
    cell,
    source,
    confidence,
    containment,
    nearest: from.textOrNull(),
    address: from.flag()
      ? {
          place: { country: from.textOrNull(), subdivision: from.textOrNull() },
          containment: from.flag() ? containment : containmentOf(from),
        }
      : null,
    reasons: from.texts(),
  }
}

function containmentOf(from: Unpacker): Containment {
  return {
    label: from.textOrNull(),
    labelBy: from.textOrNull() as Containment['labelBy'],
    zones: from.texts(),
    jurisdictions: from.texts(),
  }
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

function cutOf(from: Unpacker): RungTrace['cut'] {
  const cut: Record<string, number> = {}
  for (let name = from.textOrNull(); name !== null; name = from.textOrNull()) cut[name] = from.number()
  return cut
}

function sampledOf(from: Unpacker): SampledCandidate {
  return {
    id: from.text(idPrefix),
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

function boundaryOf(from: Unpacker, { kind, hash }: Trace['boundary']): StoredBoundary | null {
  if (!from.flag()) return null
  return kind === 'unrestricted' ? { kind, hash } : { kind, hash, allow: from.list(() => tokensOf(from)), deny: tokensOf(from) }
}

const tokensOf = (from: Unpacker): GeoToken[] => from.texts() as GeoToken[]
