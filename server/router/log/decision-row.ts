// A decision as its row in `decisions`. What follows from the policy, the origin and how it came out is written once and then
// copied, with the beginning of the trace and room for what each row has in the same place; what follows from the job likewise.

import { ShortRuns } from '@/server/core/bytes/short-runs'
import type { LngLat } from '@/server/core/geo/place'
import type { Decided } from '@/server/core/routing/decided'
import type { GeoClass } from '@/server/core/routing/geo-class'
import { knownJob } from '@/server/core/routing/stored/known-jobs'
import { packCommon, packOwn } from '@/server/core/routing/stored/pack-trace'
import type { RouteRequest } from '@/server/core/routing/types'
import { CopyWriter } from './copy-writer'
import { type KnownRow, KnownRows } from './known-rows'

export type Logged = {
  id: string
  /** Epoch ms. */
  at: number
  routerId: string
  decision: Decided
  /** A lease's id is the router's, a dot and the decision's. */
  isLeased: boolean
  simulated: boolean
  tookUs: number
}

/** In the order in which `writeDecision` writes them. */
export const decisionColumns =
  'id, at, took_us, simulated, router_id, lease_id, ' +
  'origin_country, origin_subdivision, origin_zone, origin_source, origin_confidence, ' +
  'revision, subcloud, boundary_hash, preferred_zone, preferred_source, ' +
  'gate, geo_applied, outcome, code, rung, fallback, reasons, trace_packed, ' +
  'environment, model, key_id, retry_of, origin_cell_x, origin_cell_y, ' +
  'served_zone, served_country, node_id, distance_km, shadow_zone, shadow_rung'

const FIELDS = decisionColumns.split(',').length
/** Where in a row the first fields' bytes are. */
const AT = { id: 6, at: 26, tookUs: 38, simulated: 46 } as const

const leased = new KnownRows()
const unleased = new KnownRows()
const places = new ShortRuns<GeoClass>()

/** Appends the row. Nothing of the client is in it beyond its 0.5° cell. */
export function writeDecision(to: CopyWriter, logged: Logged): void {
  const { id, at, decision, isLeased, simulated, tookUs } = logged
  const { request } = decision
  const job = knownJob(request)
  const { bytes, ofTrace, leaseAt } = rowOf(logged)
  const start = to.length
  to.raw(bytes)
  to.uuidAt(start + AT.id, id)
  to.timestamptzAt(start + AT.at, at)
  to.int4At(start + AT.tookUs, tookUs)
  to.boolAt(start + AT.simulated, simulated)
  if (isLeased) to.uuidTextAt(start + leaseAt, id)
  const trace = to.length - ofTrace
  packOwn(to, decision, job)
  to.closeField(trace)
  if (job.row === null) job.row = writeJob(to, request)
  else to.raw(job.row)
  to.uuidField(request.retry === null ? null : request.retry.of)
  writeCell(to, request.origin.cell)
  writePick(to, decision)
}

function rowOf(logged: Logged): KnownRow {
  const { decision, routerId, isLeased } = logged
  const rows = isLeased ? leased : unleased
  const known = rows.get(decision.verdict, decision.request.origin, routerId)
  if (known !== null) return known
  const row = makeRow(logged)
  rows.set(decision.verdict, row)
  return row
}

function makeRow({ id, at, routerId, decision, isLeased }: Logged): KnownRow {
  const to = new CopyWriter()
  const { origin, subcloud } = decision.request
  const { verdict } = decision
  to.row(FIELDS)
  to.uuidField(id)
  to.timestamptzField(at)
  to.int4Field(0)
  to.boolField(false)
  to.textField(routerId)
  to.textField(isLeased ? `${routerId}.${id}` : null)
  const leaseAt = to.length - id.length
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
  const trace = to.openField()
  packCommon(to, decision)
  return { origin, routerId, bytes: to.copySince(0), leaseAt, ofTrace: to.length - trace }
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
