// A logged decision as a role may see it. Cells are never shown by row: only `traffic` shows them, where three tenants share one.

import type { GateState } from '@/server/core/activation/types'
import type { Confidence, OriginSource } from '@/server/core/origin/types'
import type { PreferredSource, Rung } from '@/server/core/routing/types'
import type { DecisionRow } from './schemas'

export const columns = `id, at, outcome, code, revision, model, environment, subcloud, gate, geo_applied, origin_country, origin_subdivision,
  origin_zone, origin_source, origin_confidence, preferred_zone, preferred_source, served_zone, served_country, rung, fallback, node_id,
  retry_of, distance_km, shadow_zone, shadow_rung, reasons, simulated, took_us`

export type DecisionRecord = {
  id: string
  at: Date
  outcome: string
  code: string | null
  revision: number
  model: string
  environment: string
  subcloud: string | null
  gate: string
  geo_applied: boolean
  origin_country: string | null
  origin_subdivision: string | null
  origin_zone: string | null
  origin_source: string
  origin_confidence: string
  preferred_zone: string | null
  preferred_source: string
  served_zone: string | null
  served_country: string | null
  rung: string | null
  fallback: boolean
  node_id: string | null
  retry_of: string | null
  distance_km: number | null
  shadow_zone: string | null
  shadow_rung: string | null
  reasons: string[]
  simulated: boolean
  took_us: number
}

/** `mayName`: whether this role may learn that this node served a job; how far away it is, job for job, would tell too. */
export function toDecisionRow(row: DecisionRecord, mayName: (nodeId: string) => boolean): DecisionRow {
  const isNamed = row.node_id !== null && mayName(row.node_id)
  return {
    id: row.id,
    decisionId: row.id,
    at: row.at.getTime(),
    outcome: row.outcome as DecisionRow['outcome'],
    code: row.code,
    revision: row.revision,
    model: row.model,
    environment: row.environment,
    subcloud: row.subcloud,
    gate: row.gate as GateState,
    geoApplied: row.geo_applied,
    origin: {
      country: row.origin_country,
      subdivision: row.origin_subdivision,
      zone: row.origin_zone,
      source: row.origin_source as OriginSource,
      confidence: row.origin_confidence as Confidence,
    },
    preferredZone: row.preferred_zone,
    preferredSource: row.preferred_source as PreferredSource,
    servedZone: row.served_zone,
    servedCountry: row.served_country,
    rung: row.rung as Rung | null,
    fallback: row.fallback,
    nodeId: isNamed ? row.node_id : null,
    retryOf: row.retry_of,
    distanceKm: isNamed ? row.distance_km : null,
    shadow:
      row.shadow_zone === null && row.shadow_rung === null ? null : { servedZone: row.shadow_zone, rung: row.shadow_rung as Rung | null },
    reasons: row.reasons,
    simulated: row.simulated,
    tookUs: row.took_us,
  }
}
