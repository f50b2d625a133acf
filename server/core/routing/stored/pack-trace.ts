// A trace as it is stored: some 300 bytes where JSON takes 2,000. It is written for every decision, so it is written by hand,
// from what the decision noted and without making the trace itself; `unpackTrace` gives that back equal to the byte, with the
// boundary that a retry keeps. What follows from the policy, the origin or the job alone is written once and then copied.

import { gateStates } from '../../activation/types'
import type { Packer } from '../../bytes/packer'
import type { Containment } from '../../geo/place'
import type { Origin } from '../../origin/types'
import type { AppliedGate } from '../applied-gate'
import type { Decided, Pressure } from '../decided'
import type { Terms } from '../terms'
import type { Miss, RouteRequest } from '../types'
import { knownJob } from './known-jobs'
import { knownRoute } from './known-routes'
import { packRungs } from './pack-rungs'
import { hashPrefix } from './unpack-parts'
import { placeOf } from './words'

export const packedVersion = 2
/** A bit each. */
export const wishes = { vram: 1, gpu: 2, affinity: 4, retry: 8 } as const

/** Appends it to what is packed already. `job` and `route`: what is known to be written of them. */
export function packTrace(
  to: Packer,
  decided: Decided,
  job = knownJob(decided.request),
  route = knownRoute(decided.route, decided.request.origin),
): void {
  const { request, context, appliedGate, applied, beside, counts, misses, pressure } = decided
  to.byte(packedVersion)
  to.float64(context.now)
  to.uuid(context.seed)
  if (job.trace === null) job.trace = packJob(to, request)
  else to.raw(job.trace)
  packWishes(to, request)
  packCell(to, request.origin.cell)
  if (route.trace === null) route.trace = packRoute(to, decided)
  else to.raw(route.trace)
  packGate(to, appliedGate)
  packPressure(to, pressure)
  packRungs(to, applied, counts?.applied, decided)
  to.flag(beside !== null)
  if (beside !== null) packRungs(to, beside, counts?.shadow, decided)
  packMisses(to, misses)
}

function packJob(to: Packer, { model, key, environment }: RouteRequest): Uint8Array {
  const start = to.length
  to.word(model)
  to.uuid(key.id)
  to.word(environment)
  return to.copySince(start)
}

/** What else it asks for, where it does. */
function packWishes(to: Packer, { requirements, affinityKey, retry }: RouteRequest): void {
  const { minVramGb, gpu } = requirements
  to.byte(
    (minVramGb === null ? 0 : wishes.vram) |
      (gpu === null ? 0 : wishes.gpu) |
      (affinityKey === null ? 0 : wishes.affinity) |
      (retry === null ? 0 : wishes.retry),
  )
  if (minVramGb !== null) to.number(minVramGb)
  if (gpu !== null) to.text(gpu)
  if (affinityKey !== null) to.text(affinityKey)
  if (retry !== null) to.uuid(retry.of)
}

/** Its centre, which is a quarter of a degree off a multiple of a half: that multiple is a whole number of halves. */
function packCell(to: Packer, cell: Origin['cell']): void {
  to.flag(cell !== null)
  if (cell === null) return
  to.uint16(cell[0] * 2 - 0.5)
  to.uint16(cell[1] * 2 - 0.5)
}

function packContainment(to: Packer, { label, labelBy, zones, jurisdictions }: Containment): void {
  to.word(label)
  to.word(labelBy)
  to.texts(zones)
  to.texts(jurisdictions)
}

/** All that jobs of the same policy and origin have in common. */
function packRoute(to: Packer, { request, terms, route }: Decided): Uint8Array {
  const start = to.length
  packOrigin(to, request.origin)
  to.number(terms.config.revision)
  to.text(request.subcloud)
  packNarrowing(to, request)
  to.word(route.preference.source)
  to.texts(route.preference.tokens)
  to.texts(route.preference.dropped)
  packPolicy(to, terms)
  to.flag(terms.panic)
  return to.copySince(start)
}

function packOrigin(to: Packer, origin: Origin): void {
  to.word(origin.country)
  to.word(origin.subdivision)
  to.word(origin.source)
  to.word(origin.confidence)
  packContainment(to, origin.containment)
  to.word(origin.nearest)
  to.flag(origin.address !== null)
  if (origin.address !== null) {
    to.word(origin.address.place.country)
    to.word(origin.address.place.subdivision)
    const isSame = origin.address.containment === origin.containment
    to.flag(isSame)
    if (!isSame) packContainment(to, origin.address.containment)
  }
  to.texts(origin.reasons)
}

function packNarrowing(to: Packer, { key, geo }: RouteRequest): void {
  to.flag(key.geo !== null)
  if (key.geo !== null) {
    packTokens(to, key.geo.prefer)
    packTokens(to, key.geo.only)
    packTokens(to, key.geo.deny)
  }
  to.texts(geo.prefer)
  packTokens(to, geo.only)
  to.texts(geo.deny)
  to.word(geo.fallback)
}

function packPolicy(to: Packer, { policy, shown }: Terms): void {
  to.word(policy.fallback)
  to.word(policy.minTrust)
  to.flag(policy.isolate)
  to.number(policy.layers.length)
  for (const { layer, clause } of policy.layers) {
    to.word(layer)
    to.texts(clause.allow)
    to.texts(clause.deny)
  }
  to.word(shown.kind)
  if (placeOf.has(shown.hash)) to.word(shown.hash)
  else to.hex(shown.hash, hashPrefix)
  to.texts(shown.tokens)
  // Null where the layers conflict.
  to.flag(policy.stated !== null)
  if (policy.stated?.kind !== 'restricted') return
  to.number(policy.stated.allow.length)
  for (const set of policy.stated.allow) to.texts(set)
  to.texts(policy.stated.deny)
}

function packGate(to: Packer, { state, canaryPct, applied, overridden, bucket }: AppliedGate): void {
  to.byte(gateStates.indexOf(state))
  to.number(canaryPct)
  to.byte((applied ? 1 : 0) | (overridden ? 2 : 0))
  to.numberOrNull(bucket)
}

/** Spill is rare, and told at length: it goes as JSON. */
function packPressure(to: Packer, { panic, spill }: Pressure): void {
  to.number(panic?.size ?? 0)
  if (panic !== undefined) for (const zone of panic) to.word(zone)
  to.text(spill && JSON.stringify(spill))
}

function packMisses(to: Packer, misses: readonly Miss[]): void {
  to.number(misses.length)
  for (const { kind, count, zones, fallback, ejected } of misses) {
    to.word(kind)
    to.number(count)
    to.texts(zones)
    to.word(fallback ?? null)
    to.flag(ejected !== undefined)
    if (ejected !== undefined) {
      to.number(ejected.count)
      to.number(ejected.forS)
    }
  }
}

function packTokens(to: Packer, tokens: readonly string[] | null | undefined): void {
  to.flag(Boolean(tokens))
  if (tokens) to.texts(tokens)
}
