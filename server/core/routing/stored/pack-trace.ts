// A trace as it is stored: some 300 bytes where JSON takes 2,000. It is written for every decision, so it is written by hand,
// from what the decision noted and without making the trace itself; `unpackTrace` gives that back equal to the byte, with the
// boundary that a retry keeps. First comes what follows from the policy and the origin, then what follows from the job's key and
// model, so that either can be copied from an earlier decision of its kind, and then what is the decision's own.

import { gateStates } from '../../activation/types'
import type { Packer } from '../../bytes/packer'
import type { Containment, LngLat } from '../../geo/place'
import type { Origin } from '../../origin/types'
import type { AppliedGate } from '../applied-gate'
import type { Decided, Pressure } from '../decided'
import type { Route, Terms } from '../terms'
import type { Miss, RouteRequest } from '../types'
import { type KnownJob, knownJob } from './known-jobs'
import { packRungs } from './pack-rungs'
import { hashPrefix } from './unpack-parts'
import { placeOf } from './words'

export const packedVersion = 3
/** What there is to tell that most decisions have not, a bit each. */
export const told = { needs: 1, affinity: 2, retry: 4, cell: 8, gate: 16, pressure: 32, shadow: 64, misses: 128 } as const

/** Appends it to what is packed already. */
export function packTrace(to: Packer, decided: Decided): void {
  packCommon(to, decided)
  packOwn(to, decided, knownJob(decided.request))
}

/** The first part: all that jobs of the same policy, origin but for its cell, and verdict have in common. */
export function packCommon(to: Packer, { request, terms, route, appliedGate }: Decided): void {
  to.byte(packedVersion)
  packOrigin(to, request.origin)
  to.number(terms.config.revision)
  to.text(request.subcloud)
  packNarrowing(to, request)
  to.word(route.preference.source)
  to.texts(route.preference.tokens)
  to.texts(route.preference.dropped)
  packLadder(to, route)
  packPolicy(to, terms)
  to.flag(terms.panic)
  to.byte(gateStates.indexOf(appliedGate.state))
  to.flag(appliedGate.applied)
}

/** The rest. `job`: what is known to be written of it. */
export function packOwn(to: Packer, decided: Decided, job: KnownJob): void {
  const { request, context, appliedGate, applied, beside, counts, misses, pressure } = decided
  if (job.trace === null) job.trace = packJob(to, request)
  else to.raw(job.trace)
  to.float64(context.now)
  to.uuid(context.seed)
  const { requirements, affinityKey, origin, retry } = request
  const needs = requirements.minVramGb !== null || requirements.gpu !== null
  const isHeld = appliedGate.overridden || appliedGate.bucket !== null
  to.byte(
    (needs ? told.needs : 0) |
      (affinityKey === null ? 0 : told.affinity) |
      (retry === null ? 0 : told.retry) |
      (origin.cell === null ? 0 : told.cell) |
      (isHeld ? told.gate : 0) |
      (pressure === null ? 0 : told.pressure) |
      (beside === null ? 0 : told.shadow) |
      (misses.length === 0 ? 0 : told.misses),
  )
  if (needs) packNeeds(to, requirements)
  if (affinityKey !== null) to.text(affinityKey)
  if (retry !== null) to.uuid(retry.of)
  if (origin.cell !== null) packCell(to, origin.cell)
  to.number(appliedGate.canaryPct)
  if (isHeld) packHold(to, appliedGate)
  if (pressure !== null) packPressure(to, pressure)
  packRungs(to, applied, counts?.applied, decided)
  if (beside !== null) packRungs(to, beside, counts?.shadow, decided)
  if (misses.length > 0) packMisses(to, misses)
}

function packJob(to: Packer, { model, key, environment }: RouteRequest): Uint8Array {
  const start = to.length
  to.word(model)
  to.uuid(key.id)
  to.word(environment)
  return to.copySince(start)
}

function packNeeds(to: Packer, { minVramGb, gpu }: RouteRequest['requirements']): void {
  to.numberOrNull(minVramGb)
  to.text(gpu)
}

/** Its centre, which is a quarter of a degree off a multiple of a half: that multiple is a whole number of halves. */
function packCell(to: Packer, cell: LngLat): void {
  to.uint16(cell[0] * 2 - 0.5)
  to.uint16(cell[1] * 2 - 0.5)
}

function packContainment(to: Packer, { label, labelBy, zones, jurisdictions }: Containment): void {
  to.word(label)
  to.word(labelBy)
  to.texts(zones)
  to.texts(jurisdictions)
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

function packLadder(to: Packer, { ladder }: Route): void {
  to.number(ladder.length)
  for (const { rung, token } of ladder) {
    to.word(rung)
    to.word(token)
  }
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

function packHold(to: Packer, { overridden, bucket }: AppliedGate): void {
  to.flag(overridden)
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
