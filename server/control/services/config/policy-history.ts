import type { z } from 'zod'
import { policySchema } from '@/server/core/config/schema'
import { requireAccess } from '../../access'
import { notFound, reaches, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { actorNames } from '../audit/actor-names'
import type { PolicyHistory, policyHistoryInput } from './schemas'

const revisionsLookedAt = 500

type Row = { revision: number; comment: string; actor_type: string; actor_id: string; created_at: Date; policy: unknown }

/** The revisions in which one Subcloud's policy became another, newest first. */
export async function listPolicyHistory({ ctx, input }: Verb<z.output<typeof policyHistoryInput>>): Promise<PolicyHistory> {
  requireAccess(ctx.actor, 'own')
  const { pool, prisma, replica } = ctx.control
  const { config } = replica.snapshot()
  if (!config.subclouds.has(input.slug) || !reaches(reachOf(ctx.actor, config), input.slug)) throw notFound('Subcloud')
  const { rows } = await pool.query<Row>(
    `WITH looked AS (
       SELECT revision, comment, actor_type, actor_id, created_at,
         jsonb_path_query_first(config, '$.subclouds[*] ? (@.slug == $slug).policy', jsonb_build_object('slug', $1::text)) AS policy
       FROM config_revisions ORDER BY revision DESC LIMIT $2),
     changed AS (SELECT *, lag(policy) OVER (ORDER BY revision) AS before FROM looked)
     SELECT revision, comment, actor_type, actor_id, created_at, policy FROM changed
     WHERE policy IS NOT NULL AND policy IS DISTINCT FROM before ORDER BY revision DESC LIMIT 100`,
    [input.slug, revisionsLookedAt],
  )
  const records = rows.map((row) => ({ actorType: row.actor_type, actorId: row.actor_id }))
  const names = await actorNames(prisma, records)
  return {
    items: rows.map((row) => ({
      revision: row.revision,
      comment: row.comment,
      actor: { type: row.actor_type, id: row.actor_id, name: names.get(row.actor_id) ?? null },
      createdAt: row.created_at.getTime(),
      policy: policySchema.parse(row.policy),
    })),
  }
}
