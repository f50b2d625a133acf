// What every version of a stored trace holds in the same bytes.

import { type GateState, gateStates } from '../../activation/types'
import type { StoredBoundary } from '../../boundary/codec'
import { zoneOf } from '../../boundary/tokens'
import type { Unpacker } from '../../bytes/unpacker'
import type { Containment, GeoToken, LngLat } from '../../geo/place'
import type { Origin } from '../../origin/types'
import type { KeyGeo, Miss, RungTrace, Trace } from '../types'

/** A trace with the boundary that a retry of its decision keeps; null where the layers conflicted. */
export type StoredTrace = Trace & { storedBoundary: StoredBoundary | null }

/** What was asked, and from where: enough to ask it again. */
export type Question = Pick<Trace, 'version' | 'now' | 'seed' | 'revision' | 'request' | 'origin'>

/** Of a packer's `hex` in a trace. */
export const hashPrefix = 'sha256:'

export const tokensOf = (from: Unpacker): GeoToken[] => from.texts() as GeoToken[]

export const parsed = <T>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T))

/** How a key narrows and how the request does; lists that a key does not have are absent. */
export function keyGeoOf(from: Unpacker): KeyGeo | null {
  if (!from.flag()) return null
  const geo: KeyGeo = {}
  for (const name of ['prefer', 'only', 'deny'] as const) if (from.flag()) geo[name] = tokensOf(from)
  return geo
}

export function geoOf(from: Unpacker): Trace['request']['geo'] {
  return {
    prefer: tokensOf(from),
    only: from.flag() ? tokensOf(from) : null,
    deny: tokensOf(from),
    fallback: from.textOrNull() as Trace['request']['geo']['fallback'],
  }
}

/** `cellOf` is called where the first version had the cell. */
export function originOf(from: Unpacker, cellOf: () => Origin['cell']): Origin {
  const country = from.textOrNull()
  const subdivision = from.textOrNull()
  const cell = cellOf()
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

export function policyOf(from: Unpacker): Trace['policy'] {
  return {
    fallback: from.text() as Trace['policy']['fallback'],
    minTrust: from.text() as Trace['policy']['minTrust'],
    isolate: from.flag(),
    layers: from.list(() => ({ layer: from.text(), clause: { allow: tokensOf(from), deny: tokensOf(from) } })),
  }
}

export function shownBoundaryOf(from: Unpacker): Trace['boundary'] {
  return { kind: from.text() as Trace['boundary']['kind'], hash: from.text(hashPrefix), tokens: from.texts() }
}

export function storedBoundaryOf(from: Unpacker, { kind, hash }: Trace['boundary']): StoredBoundary | null {
  if (!from.flag()) return null
  return kind === 'unrestricted' ? { kind, hash } : { kind, hash, allow: from.list(() => tokensOf(from)), deny: tokensOf(from) }
}

export function cutOf(from: Unpacker): RungTrace['cut'] {
  const cut: Record<string, number> = {}
  for (let name = from.textOrNull(); name !== null; name = from.textOrNull()) cut[name] = from.number()
  return cut
}

export function preferenceOf(from: Unpacker): Trace['preference'] {
  const source = from.text() as Trace['preference']['source']
  const tokens = tokensOf(from)
  return { zone: tokens[0] === undefined ? null : zoneOf(tokens[0]), source, tokens, dropped: tokensOf(from) }
}

/** Since the second version. */
export function missOf(from: Unpacker): Miss {
  const miss: Miss = { kind: from.text() as Miss['kind'], count: from.number(), zones: from.texts() }
  const fallback = from.textOrNull() as Miss['fallback'] | null
  const ejected = from.flag() ? { count: from.number(), forS: from.number() } : null
  return { ...miss, ...(fallback && { fallback }), ...(ejected && { ejected }) }
}

export function cellOf(from: Unpacker): LngLat {
  return [(from.int16() + 0.5) / 2, (from.int16() + 0.5) / 2]
}

export function stateOf(from: Unpacker): GateState {
  const state = gateStates[from.byte()]
  if (state === undefined) throw new RangeError('a state of the gate that this version does not know')
  return state
}
