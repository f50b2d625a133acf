import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { actorNames } from './actor-names'
import type { AuditFacets } from './schemas'

type Row = { actor_type: string; actor_id: string; entity: string; action: string; events: number }

/** Who there is to filter by, what, and how often: of the whole trail. */
export async function auditFacets({ ctx }: Verb): Promise<AuditFacets> {
  requireAccess(ctx.actor, 'admin')
  const { pool, prisma } = ctx.control
  const { rows } = await pool.query<Row>(
    'SELECT actor_type, actor_id, entity, action, count(*)::int AS events FROM audit_events GROUP BY 1, 2, 3, 4',
  )
  const names = await actorNames(
    prisma,
    rows.map((row) => ({ actorType: row.actor_type, actorId: row.actor_id })),
  )
  const sum = (key: (row: Row) => string) => {
    const counts = new Map<string, number>()
    for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + row.events)
    return [...counts].map(([value, events]) => ({ value, events })).sort((a, b) => b.events - a.events)
  }
  return {
    entities: sum(({ entity }) => entity),
    actions: sum(({ action }) => action),
    actors: sum(({ actor_id }) => actor_id).map((actor) => ({ ...actor, name: names.get(actor.value) ?? actor.value })),
  }
}
