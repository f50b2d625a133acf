import { uuidv7 } from 'uuidv7'
import type { GateState } from '@/server/core/activation/types'
import type { Decided } from '@/server/core/routing/decided'
import type { Rung, RungTrace, Trace } from '@/server/core/routing/types'
import { packedTrace } from '@/server/core/testing/packed-trace'
import { uuidv7Floor } from '@/server/platform/db/partitions'
import type { TestControl } from './control'

const someNode = `0x${'b'.repeat(40)}`

export type LoggedDecision = {
  subcloud?: string | null
  nodeId?: string
  model?: string
  cell?: readonly [number, number]
  /** When it was made; absent: now. Its row comes now. */
  at?: number
  keyId?: string
  outcome?: 'routed' | 'refused'
  candidates?: number
  originCountry?: string
  originZone?: string | null
  /** Absent: on, and applied. */
  gate?: GateState
  geoApplied?: boolean
  /** Absent: as the origin's. */
  preferredZone?: string | null
  servedZone?: string
  distanceKm?: number
  shadow?: { zone: string | null; rung: Rung | null }
  /** A real one, its trace stored as routers store it. */
  decided?: Decided
  /** As JSON; a small one that has been made up where there is no real one either. */
  trace?: Trace
}

/** A decision as routers log it. Returns its id. */
export async function logDecision({ db }: TestControl, decision: LoggedDecision = {}): Promise<string> {
  const { subcloud = null, nodeId = someNode, model = 'llama', cell, keyId = 'k', outcome = 'routed', candidates = 1 } = decision
  const { originCountry = 'FR', originZone = 'EU', gate = 'on', geoApplied = true, servedZone = 'EU', distanceKm = 10, shadow } = decision
  const { preferredZone = originZone } = decision
  const id = decision.at === undefined ? uuidv7() : uuidv7Floor(new Date(decision.at))
  const sampled = [
    { id: nodeId, zone: 'EU', country: 'DE', free: 1, slots: 1, distanceKm: 10, trust: 'consistent', failureRate: 0, score: 1 },
  ]
  const rung: RungTrace = {
    rung: 'preferred',
    zone: 'EU',
    token: 'zone:EU',
    counted: 'all',
    candidates,
    cut: { liveness: candidates },
    eligible: candidates,
    sampled,
  }
  const madeUp = {
    version: 1,
    now: Date.now(),
    origin: { country: 'FR', subdivision: null, cell: [2.25, 48.75], source: 'geoip', confidence: 'high' },
    boundary: { kind: 'restricted', hash: 'sha256:x', tokens: ['jurisdiction:EU27'] },
    policy: { minTrust: 'consistent' },
    request: { model, environment: 'mainnet', subcloud, affinityKey: 'conversation 17' },
    rungs: [rung],
    shadowRungs: null,
    misses: [{ kind: 'capacity', count: candidates, zones: ['EU'] }],
    storedBoundary: 'secret',
  }
  await db.pool.query(
    `INSERT INTO decisions (id, at, router_id, revision, outcome, code, model, environment, subcloud, key_id, gate, geo_applied, origin_country, origin_cell_x, origin_cell_y,
       origin_zone, origin_source, origin_confidence, preferred_zone, preferred_source, served_zone, served_country, rung, fallback, node_id, boundary_hash, distance_km, reasons, took_us, trace, trace_packed, shadow_zone, shadow_rung)
     VALUES ($1, now(), 'r', 1, $2, $3, $4, 'mainnet', $5, $6, $17, $18, $14, $7, $8, $15, 'geoip', 'high', $19, CASE WHEN $19::text IS NULL THEN 'none' ELSE 'origin' END, $9, $10, $11, false, $12, 'sha256:x', $20, '{origin_geoip}', 5, $13, $16, $21, $22)`,
    [
      id,
      outcome,
      outcome === 'refused' ? 'geo_zone_saturated' : null,
      model,
      subcloud,
      keyId,
      cell?.[0] ?? null,
      cell?.[1] ?? null,
      outcome === 'routed' ? servedZone : null,
      outcome === 'routed' ? 'DE' : null,
      outcome === 'routed' ? 'preferred' : null,
      outcome === 'routed' ? nodeId : null,
      decision.decided ? null : JSON.stringify(decision.trace ?? madeUp),
      originCountry,
      originZone,
      decision.decided ? packedTrace(decision.decided) : null,
      gate,
      geoApplied,
      preferredZone,
      distanceKm,
      shadow?.zone ?? null,
      shadow?.rung ?? null,
    ],
  )
  return id
}
