import type { Boundary } from '@/server/core/boundary/types'
import { packTrace } from '@/server/core/routing/stored/pack-trace'
import type { Decision, RouteRequest } from '@/server/core/routing/types'
import { CopyWriter } from './copy-writer'

export type Logged = {
  id: string
  /** Epoch ms. */
  at: number
  routerId: string
  request: RouteRequest
  decision: Decision
  /** Null where the layers conflict. */
  boundary: Boundary | null
  leaseId: string | null
  simulated: boolean
  tookUs: number
}

/** In the order in which `decisionRow` writes them. */
export const decisionColumns =
  'id, at, router_id, revision, outcome, code, model, environment, subcloud, key_id, gate, geo_applied, origin_country, ' +
  'origin_subdivision, origin_cell_x, origin_cell_y, origin_zone, origin_source, origin_confidence, preferred_zone, preferred_source, ' +
  'served_zone, served_country, rung, fallback, node_id, lease_id, retry_of, boundary_hash, distance_km, shadow_zone, shadow_rung, ' +
  'reasons, simulated, took_us, trace_packed'

const FIELDS = decisionColumns.split(',').length
const row = new CopyWriter()

/** A decision as its row in `decisions`; bytes that hold until the next call. Nothing of the client beyond its 0.5° cell. */
export function decisionRow({ id, at, routerId, request, decision, boundary, leaseId, simulated, tookUs }: Logged): Uint8Array {
  const { origin } = request
  row.clear()
  row.row(FIELDS)
  row.uuid(id)
  row.timestamptz(at)
  row.text(routerId)
  row.int4(decision.revision)
  row.text(decision.outcome)
  row.text(decision.refusal?.code ?? null)
  row.text(request.model)
  row.text(request.environment)
  row.text(request.subcloud)
  row.text(request.key.id)
  row.text(decision.gate)
  row.bool(decision.geoApplied)
  row.text(origin.country)
  row.text(origin.subdivision)
  row.int4(halfDegrees(origin.cell?.[0]))
  row.int4(halfDegrees(origin.cell?.[1]))
  row.text(origin.containment.label)
  row.text(origin.source)
  row.text(origin.confidence)
  row.text(decision.preferredZone)
  row.text(decision.preferredSource)
  row.text(decision.servedZone)
  row.text(decision.servedCountry)
  row.text(decision.rung)
  row.bool(decision.fallback)
  row.text(decision.nodeId)
  row.text(leaseId)
  row.uuid(request.retry?.of ?? null)
  row.text(decision.boundary.hash)
  row.float8(decision.distanceKm)
  row.text(decision.shadow?.servedZone ?? null)
  row.text(decision.shadow?.rung ?? null)
  row.textArray(decision.reasons)
  row.bool(simulated)
  row.int4(tookUs)
  row.bytea(packTrace(decision.trace, boundary))
  return row.written()
}

/** The south-west corner of the cell around a centre, in half degrees. */
const halfDegrees = (degrees: number | undefined): number | null => (degrees === undefined ? null : Math.floor(degrees * 2))
