import { serialiseBoundary } from '@/server/core/boundary/codec'
import type { Boundary } from '@/server/core/boundary/types'
import type { Decision, RouteRequest } from '@/server/core/routing/types'

export type Logged = {
  id: string
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

/** A decision as its row in `decisions`, JSON with the columns' names. Nothing of the client beyond its 0.5° cell. */
export function decisionRow({ id, at, routerId, request, decision, boundary, leaseId, simulated, tookUs }: Logged): string {
  const { origin } = request
  return JSON.stringify({
    id,
    at: new Date(at),
    router_id: routerId,
    revision: decision.revision,
    outcome: decision.outcome,
    code: decision.refusal?.code ?? null,
    model: request.model,
    environment: request.environment,
    subcloud: request.subcloud,
    key_id: request.key.id,
    gate: decision.gate,
    geo_applied: decision.geoApplied,
    origin_country: origin.country,
    origin_subdivision: origin.subdivision,
    origin_cell_x: halfDegrees(origin.cell?.[0]),
    origin_cell_y: halfDegrees(origin.cell?.[1]),
    origin_zone: origin.containment.label,
    origin_source: origin.source,
    origin_confidence: origin.confidence,
    preferred_zone: decision.preferredZone,
    preferred_source: decision.preferredSource,
    served_zone: decision.servedZone,
    served_country: decision.servedCountry,
    rung: decision.rung,
    fallback: decision.fallback,
    node_id: decision.nodeId,
    lease_id: leaseId,
    retry_of: request.retry?.of ?? null,
    boundary_hash: decision.boundary.hash,
    distance_km: decision.distanceKm,
    shadow_zone: decision.shadow?.servedZone ?? null,
    shadow_rung: decision.shadow?.rung ?? null,
    reasons: decision.reasons,
    simulated,
    took_us: tookUs,
    trace: { ...decision.trace, storedBoundary: boundary && serialiseBoundary(boundary) },
  })
}

/** The south-west corner of the cell around a centre, in half degrees. */
const halfDegrees = (degrees: number | undefined): number | null => (degrees === undefined ? null : Math.floor(degrees * 2))
