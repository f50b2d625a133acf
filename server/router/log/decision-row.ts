// A decision as its row in `decisions`. Columns stand by what they follow from, so that what the job, the policy and the origin,
// or how it came out alone says is written once and then copied.

import type { LngLat } from '@/server/core/geo/place'
import type { Decided } from '@/server/core/routing/decided'
import type { GeoClass } from '@/server/core/routing/geo-class'
import { knownJob } from '@/server/core/routing/stored/known-jobs'
import { type KnownRoute, knownRoute } from '@/server/core/routing/stored/known-routes'
import { packTrace } from '@/server/core/routing/stored/pack-trace'
import type { RouteRequest } from '@/server/core/routing/types'
import type { CopyWriter } from './copy-writer'

export type Logged = {
  id: string
  /** Epoch ms. */
  at: number
  routerId: string
  decision: Decided
  leaseId: string | null
  simulated: boolean
  tookUs: number
}

/** In the order in which `writeDecision` writes them. */
export const decisionColumns =
  'id, at, simulated, took_us, lease_id, retry_of, router_id, environment, model, key_id, origin_cell_x, origin_cell_y, ' +
  'origin_country, origin_subdivision, origin_zone, origin_source, origin_confidence, ' +
  'revision, subcloud, boundary_hash, preferred_zone, preferred_source, ' +
  'gate, geo_applied, outcome, code, rung, fallback, reasons, ' +
  'served_zone, served_country, node_id, distance_km, shadow_zone, shadow_rung, trace_packed'

const FIELDS = decisionColumns.split(',').length
/** Of verdicts that are kept a route and country: on most one or two recur. */
const MOST_VERDICTS = 4
const places = new WeakMap<GeoClass, Uint8Array>()

/** Appends the row. Nothing of the client is in it beyond its 0.5° cell. */
export function writeDecision(to: CopyWriter, { id, at, routerId, decision, leaseId, simulated, tookUs }: Logged): void {
  const { request } = decision
  const { origin, retry } = request
  const job = knownJob(request)
  const route = knownRoute(decision.route, origin)
  to.row(FIELDS)
  to.uuidField(id)
  to.timestamptzField(at)
  to.boolField(simulated)
  to.int4Field(tookUs)
  to.textField(leaseId)
  to.uuidField(retry === null ? null : retry.of)
  to.textField(routerId)
  if (job.row === null) job.row = writeJob(to, request)
  else to.raw(job.row)
  writeCell(to, origin.cell)
  writeRoute(to, decision, route)
  writePick(to, decision)
  const trace = to.openField()
  packTrace(to, decision, job, route)
  to.closeField(trace)
}

function writeJob(to: CopyWriter, { environment, model, key }: RouteRequest): Uint8Array {
  const start = to.length
  to.textField(environment)
  to.textField(model)
  to.textField(key.id)
  return to.copySince(start)
}

/** The south-west corner of the cell around a centre, in half degrees. */
function writeCell(to: CopyWriter, cell: LngLat | null): void {
  to.int4Field(cell === null ? null : Math.floor(cell[0] * 2))
  to.int4Field(cell === null ? null : Math.floor(cell[1] * 2))
}

function writeRoute(to: CopyWriter, decision: Decided, { rows }: KnownRoute): void {
  const { verdict } = decision
  for (let i = 0; i < rows.length; i++) {
    if (rows[i]!.verdict !== verdict) continue
    to.raw(rows[i]!.bytes)
    return
  }
  const start = to.length
  const { origin, subcloud } = decision.request
  to.textField(origin.country)
  to.textField(origin.subdivision)
  to.textField(origin.containment.label)
  to.textField(origin.source)
  to.textField(origin.confidence)
  to.int4Field(decision.revision)
  to.textField(subcloud)
  to.textField(decision.terms.shown.hash)
  to.textField(decision.preferredZone)
  to.textField(decision.preferredSource)
  to.textField(verdict.gate)
  to.boolField(verdict.geoApplied)
  to.textField(verdict.outcome)
  to.textField(verdict.code)
  to.textField(verdict.rung)
  to.boolField(verdict.fallback)
  to.textArrayField(verdict.reasons)
  if (rows.length >= MOST_VERDICTS) rows.shift()
  rows.push({ verdict, bytes: to.copySince(start) })
}

function writePick(to: CopyWriter, { pick, beside, distanceKm }: Decided): void {
  if (pick === null) {
    to.noField()
    to.noField()
    to.noField()
  } else {
    to.once(pick.geo, places, writePlace)
    to.addressField(pick.id, pick.hash)
  }
  to.float8Field(distanceKm)
  to.textField(beside === null || beside.pick === null ? null : beside.pick.geo.zone)
  to.textField(beside === null || beside.rung === null ? null : beside.rung.rung)
}

function writePlace(to: CopyWriter, { zone, country }: GeoClass): void {
  to.textField(zone)
  to.textField(country)
}
