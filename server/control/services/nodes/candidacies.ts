// Where a node was looked at by the pick and what came of it. A trace holds the few candidates that were looked at, so this reads the
// traces of the last jobs: no row of the log says it, and an index on it would cost every job. PostgreSQL finds the traces that have the
// node's id in their bytes, at about 5 µs each; to unpack them all took some 100 µs each of this process (2026-11).

import type { Pool } from 'pg'
import type { z } from 'zod'
import { nodeBytes } from '@/server/core/routing/stored/node-bytes'
import { storedTrace, type TraceColumns } from '@/server/core/routing/stored/stored-trace'
import type { RungTrace } from '@/server/core/routing/types'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { type Where, whereOf } from '../decisions/where'
import { requireSeen } from './require-seen'
import type { Candidacies, Candidacy, nodeInput } from './schemas'
import { namer } from './visible'

const windowMs = 86_400_000
const mostJobs = 20_000
/** Of a small fleet nearly every job has met the node: then the newest say enough. */
const mostMet = 500
const mostItems = 50

type Row = TraceColumns & { id: string; at: Date; model: string; subcloud: string | null; node_id: string | null }

/** Of the last jobs within reach, newest first; who was chosen instead is named where this role may know it. */
export async function nodeCandidacies({ ctx, input }: Verb<z.output<typeof nodeInput>>): Promise<Candidacies> {
  requireAccess(ctx.actor, 'own')
  const { node, reach, snapshot } = requireSeen(ctx, input.id)
  const mayName = namer(reach, snapshot)
  if (!mayName(node.id)) return { jobs: 0, since: null, chosen: 0, passed: 0, items: [] }
  const where = whereOf({ from: ctx.control.now() - windowMs }, reach)
  const rows = await met(ctx.control.pool, where, node.id)
  const found = rows.flatMap((row) => {
    const rung = storedTrace(row)?.rungs.find(({ sampled }) => sampled.some(({ id }) => id === node.id))
    return rung ? [{ row, rung }] : []
  })
  const chosen = found.filter(({ row }) => row.node_id === node.id).length
  return {
    ...(await span(ctx.control.pool, where, rows.length === mostMet ? rows.at(-1)!.id : null)),
    chosen,
    passed: found.length - chosen,
    items: found.slice(0, mostItems).map(({ row, rung }) => candidacyOf(row, rung, node.id, mayName)),
  }
}

/** The newest jobs whose trace may hold the node. */
async function met(pool: Pool, { sql, params }: Where, nodeId: string): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `SELECT * FROM (
       SELECT id, at, model, subcloud, node_id, trace, trace_packed FROM decisions WHERE ${sql} ORDER BY id DESC LIMIT ${mostJobs}
     ) AS newest
     WHERE position($${params.length + 1}::bytea IN trace_packed) > 0 OR strpos(trace::text, $${params.length + 2}) > 0
     LIMIT ${mostMet}`,
    [...params, Buffer.from(nodeBytes(nodeId)), nodeId],
  )
  return rows
}

/** How many jobs that was out of, and how far back. */
async function span(pool: Pool, { sql, params }: Where, firstId: string | null): Promise<Pick<Candidacies, 'jobs' | 'since'>> {
  const { rows } = await pool.query<{ jobs: number; since: Date | null }>(
    `SELECT count(*)::int AS jobs, min(at) AS since FROM (
       SELECT at FROM decisions WHERE ${sql}${firstId === null ? '' : ` AND id >= $${params.length + 1}`} ORDER BY id DESC LIMIT ${mostJobs}
     ) AS newest`,
    firstId === null ? params : [...params, firstId],
  )
  return { jobs: rows[0]!.jobs, since: rows[0]!.since?.getTime() ?? null }
}

function candidacyOf(row: Row, { rung, token, sampled }: RungTrace, id: string, mayName: (id: string) => boolean): Candidacy {
  const at = sampled.findIndex((candidate) => candidate.id === id)
  const winner = row.node_id === id ? undefined : sampled.find((candidate) => candidate.id === row.node_id)
  return {
    id: row.id,
    at: row.at.getTime(),
    model: row.model,
    subcloud: row.subcloud,
    chosen: row.node_id === id,
    refused: row.node_id === null,
    rung,
    token,
    place: at + 1,
    looked: sampled.length,
    own: marksOf(sampled[at]!),
    winner: winner ? { ...marksOf(winner), id: mayName(winner.id) ? winner.id : null } : null,
  }
}

function marksOf({ free, slots, distanceKm, failureRate, score }: RungTrace['sampled'][number]) {
  return { free, slots, distanceKm, failureRate, score }
}
