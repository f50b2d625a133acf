import type { z } from 'zod'
import { storedTrace, type TraceColumns } from '@/server/core/routing/stored/stored-trace'
import type { Rung } from '@/server/core/routing/types'
import { requireAccess } from '../../access'
import { notFound, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { namer } from '../nodes/visible'
import { refusalOf } from './refusal-of'
import { columns, type DecisionRecord, toDecisionRow } from './row'
import type { DecisionDetail, decisionInput } from './schemas'
import { traceView } from './trace-view'
import { isUuid } from './uuid'
import { whereOf } from './where'

type LeaseRecord = { outcome: string; latency_ms: number | null; tokens: number | null; geo_changed: boolean; at: Date }

export async function readDecision({ ctx, input }: Verb<z.output<typeof decisionInput>>): Promise<DecisionDetail> {
  requireAccess(ctx.actor, 'read')
  const snapshot = ctx.control.replica.snapshot()
  const reach = reachOf(ctx.actor, snapshot.config)
  if (!isUuid(input.id)) throw notFound('decision')
  const { pool } = ctx.control
  const where = whereOf({}, reach)
  const { rows } = await pool.query<DecisionRecord & TraceColumns & { boundary_hash: string }>(
    `SELECT ${columns}, boundary_hash, trace, trace_packed FROM decisions WHERE ${where.sql} AND id = $${where.params.push(input.id)}::uuid`,
    where.params,
  )
  const row = rows[0]
  if (!row) throw notFound('decision')
  const mayName = namer(reach, snapshot)
  const first = row.retry_of ?? row.id
  const [lease, attempts] = await Promise.all([
    pool.query<LeaseRecord>('SELECT outcome, latency_ms, tokens, geo_changed, at FROM lease_outcomes WHERE decision_id = $1::uuid', [
      row.id,
    ]),
    pool.query<{ id: string; at: Date; outcome: string; rung: string | null }>(
      `SELECT id, at, outcome, rung FROM decisions WHERE id >= $1::uuid AND (id = $1::uuid OR retry_of = $1::uuid) AND id <> $2::uuid
         AND subcloud IS NOT DISTINCT FROM $3 ORDER BY id LIMIT 20`,
      [first, row.id, row.subcloud],
    ),
  ])
  const ended = lease.rows[0]
  const trace = storedTrace(row)
  return {
    ...toDecisionRow(row, mayName),
    boundary: { hash: row.boundary_hash, tokens: trace ? [...trace.boundary.tokens] : [], kind: trace ? trace.boundary.kind : null },
    lease: ended
      ? { outcome: ended.outcome, latencyMs: ended.latency_ms, tokens: ended.tokens, geoChanged: ended.geo_changed, at: ended.at.getTime() }
      : null,
    refusal: trace ? refusalOf(row, trace, reach.detail === 'consumer') : null,
    attempts: attempts.rows.map((a) => ({ id: a.id, at: a.at.getTime(), outcome: a.outcome, rung: a.rung as Rung | null })),
    trace: trace ? traceView(trace, reach, mayName) : null,
  }
}
