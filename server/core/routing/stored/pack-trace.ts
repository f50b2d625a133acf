// A trace as it is stored: some 400 bytes where JSON takes 3,000. It is written for every decision, so it is written by
// hand; `unpackTrace` gives it back equal to the byte, with the boundary that a retry keeps.

import type { Boundary } from '../../boundary/types'
import { Packer } from '../../bytes/packer'
import type { Containment } from '../../geo/place'
import type { Origin } from '../../origin/types'
import type { Miss, RungTrace, SampledCandidate, Trace } from '../types'
import { placeOf } from './words'

export const packedVersion = 1
export const hashPrefix = 'sha256:'
export const idPrefix = '0x'

/** The fields that are packed by hand; whatever else a trace comes to hold goes along as JSON, so that nothing is ever lost. */
const known = {
  trace: fields<Trace>(
    'version',
    'now',
    'seed',
    'revision',
    'request',
    'origin',
    'gate',
    'preference',
    'policy',
    'boundary',
    'panic',
    'spill',
    'rungs',
    'shadowRungs',
    'misses',
  ),
  gate: fields<Trace['gate']>('state', 'zone', 'canaryPct', 'applied', 'override', 'tenantBucket'),
  rung: fields<RungTrace>('rung', 'zone', 'token', 'counted', 'candidates', 'cut', 'eligible', 'sampled'),
  miss: fields<Miss>('kind', 'count', 'zones', 'fallback'),
}

function fields<T>(...names: (keyof T & string)[]): ReadonlySet<string> {
  return new Set(names)
}

const packer = new Packer(placeOf)

/** Bytes that hold until the next call. `stored`: null where the layers conflict; else its hash is `trace.boundary`'s. */
export function packTrace(trace: Trace, stored: Boundary | null): Uint8Array {
  packer.clear()
  packer.byte(packedVersion)
  packer.number(trace.now)
  packer.text(trace.seed)
  packer.number(trace.revision)
  packRequest(trace.request)
  packOrigin(trace.origin)
  const { gate, preference, policy, boundary } = trace
  packer.word(gate.state)
  packer.word(gate.zone)
  packer.number(gate.canaryPct)
  packer.flag(gate.applied)
  packer.flag(gate.override)
  packer.number(gate.tenantBucket)
  packMore(gate, known.gate)
  packer.word(preference.zone)
  packer.word(preference.source)
  packer.texts(preference.tokens)
  packer.texts(preference.dropped)
  packer.word(policy.fallback)
  packer.word(policy.minTrust)
  packer.flag(policy.isolate)
  packer.number(policy.layers.length)
  for (const { layer, clause } of policy.layers) {
    packer.word(layer)
    packer.texts(clause.allow)
    packer.texts(clause.deny)
  }
  packer.word(boundary.kind)
  packer.hex(boundary.hash, hashPrefix)
  packer.texts(boundary.tokens)
  packPressure(trace)
  packRungs(trace.rungs)
  packer.flag(trace.shadowRungs !== null)
  if (trace.shadowRungs !== null) packRungs(trace.shadowRungs)
  packMisses(trace.misses)
  packMore(trace, known.trace)
  packBoundary(stored)
  return packer.written()
}

/** Spill is rare, and told at length: it goes as JSON. */
function packPressure({ panic, spill }: Trace): void {
  packer.flag(panic !== undefined)
  if (panic !== undefined) {
    packer.flag(panic.admin)
    packer.texts(panic.zones)
  }
  packer.flag(spill !== undefined)
  if (spill !== undefined) packer.text(spill && JSON.stringify(spill))
}

function packRequest({ model, environment, subcloud, key, geo, requirements, affinityKey, retryOf }: Trace['request']): void {
  packer.word(model)
  packer.word(environment)
  packer.text(subcloud)
  packer.text(key.id)
  packer.flag(key.geo !== null)
  if (key.geo !== null) {
    packTokens(key.geo.prefer)
    packTokens(key.geo.only)
    packTokens(key.geo.deny)
  }
  packer.texts(geo.prefer)
  packTokens(geo.only)
  packer.texts(geo.deny)
  packer.word(geo.fallback)
  packer.number(requirements.minVramGb)
  packer.text(requirements.gpu)
  packer.text(affinityKey)
  packer.text(retryOf)
}

function packOrigin(origin: Origin): void {
  packer.word(origin.country)
  packer.word(origin.subdivision)
  packer.flag(origin.cell !== null)
  if (origin.cell !== null) {
    packer.number(origin.cell[0])
    packer.number(origin.cell[1])
  }
  packer.word(origin.source)
  packer.word(origin.confidence)
  packContainment(origin.containment)
  packer.word(origin.nearest)
  packer.flag(origin.address !== null)
  if (origin.address !== null) {
    packer.word(origin.address.place.country)
    packer.word(origin.address.place.subdivision)
    const isSame = origin.address.containment === origin.containment
    packer.flag(isSame)
    if (!isSame) packContainment(origin.address.containment)
  }
  packer.texts(origin.reasons)
}

function packContainment({ label, labelBy, zones, jurisdictions }: Containment): void {
  packer.word(label)
  packer.word(labelBy)
  packer.texts(zones)
  packer.texts(jurisdictions)
}

function packRungs(rungs: readonly RungTrace[]): void {
  packer.number(rungs.length)
  for (const one of rungs) {
    const { rung, zone, token, counted, candidates, cut, eligible, sampled } = one
    packer.word(rung)
    packer.word(zone)
    packer.word(token)
    packer.word(counted)
    packer.number(candidates)
    packCut(cut)
    packer.number(eligible)
    packer.number(sampled.length)
    for (const candidate of sampled) packSampled(candidate)
    packMore(one, known.rung)
  }
}

/** The last name is followed by none. */
function packCut(cut: RungTrace['cut']): void {
  for (const name in cut) {
    packer.word(name)
    packer.number(cut[name as keyof typeof cut]!)
  }
  packer.word(null)
}

function packSampled({ id, zone, country, free, slots, distanceKm, trust, failureRate, score }: SampledCandidate): void {
  packer.hex(id, idPrefix)
  packer.word(zone)
  packer.word(country)
  packer.number(free)
  packer.number(slots)
  packer.number(distanceKm)
  packer.word(trust)
  packer.number(failureRate)
  packer.number(score)
}

function packMisses(misses: readonly Miss[]): void {
  packer.number(misses.length)
  for (const miss of misses) {
    const { kind, count, zones, fallback } = miss
    packer.word(kind)
    packer.number(count)
    packer.texts(zones)
    packer.word(fallback ?? null)
    packMore(miss, known.miss)
  }
}

function packMore(of: object, packed: ReadonlySet<string>): void {
  let more: Record<string, unknown> | null = null
  for (const name in of) {
    if (packed.has(name)) continue
    more ??= {}
    more[name] = of[name as keyof typeof of]
  }
  packer.text(more && JSON.stringify(more))
}

function packBoundary(boundary: Boundary | null): void {
  packer.flag(boundary !== null)
  if (boundary?.kind !== 'restricted') return
  packer.number(boundary.allow.length)
  for (const set of boundary.allow) packer.texts(set)
  packer.texts(boundary.deny)
}

function packTokens(tokens: readonly string[] | null | undefined): void {
  packer.flag(Boolean(tokens))
  if (tokens) packer.texts(tokens)
}
