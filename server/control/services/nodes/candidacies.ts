// Where a node was looked at by the pick and what came of it. A trace holds the few candidates that were looked at, so this reads the
// traces of the last jobs: no row of the log says it, and an index on it would cost every job.

import type { z } from 'zod'
import { storedTrace, type TraceColumns } from '@/server/core/routing/stored/stored-trace'
import type { RungTrace } from '@/server/core/routing/types'
import { eachInSlices } from '@/server/platform/in-slices'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { whereOf } from '../decisions/where'
import { requireSeen } from './require-seen'
import type { Candidacies, Candidacy, nodeInput } from './schemas'
import { namer } from './visible'

const lastJobs = 2000
const most = 50

type Row = TraceColumns & { id: string; at: Date; model: string; subcloud: string | null; node_id: string | null }

/** Of the last jobs within reach, newest first; who was chosen instead is named where this role may know it. */
export async function nodeCandidacies({ ctx, input }: Verb<z.output<typeof nodeInput>>): Promise<Candidacies> {
  requireAccess(ctx.actor, 'own')
  const { node, reach, snapshot } = requireSeen(ctx, input.id)
  const mayName = namer(reach, snapshot)
  if (!mayName(node.id)) return { jobs: 0, chosen: 0, passed: 0, items: [] }
  const where = whereOf({}, reach)
  const { rows } = await ctx.control.pool.query<Row>(
    `SELECT id, at, model, subcloud, node_id, trace, trace_packed FROM decisions WHERE ${where.sql}
     ORDER BY id DESC LIMIT $${where.params.push(lastJobs)}`,
    where.params,
  )
  const items: Candidacy[] = []
  let chosen = 0
  let passed = 0
  await eachInSlices(rows, (row) => {
    const rung = storedTrace(row)?.rungs.find(({ sampled }) => sampled.some(({ id }) => id === node.id))
    if (!rung) return
    const isChosen = row.node_id === node.id
    if (isChosen) chosen++
    else passed++
    if (items.length < most) items.push(candidacyOf(row, rung, node.id, mayName))
  })
  return { jobs: rows.length, chosen, passed, items }
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
