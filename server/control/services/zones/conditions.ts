import type { Pool } from 'pg'
import { ROUTER_GONE_AFTER_S } from '@/server/replica/load-pulse'
import { type HotZone, type RouterConditions, routerConditionsSchema } from '@/server/replica/router-conditions'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { reaches, reachOf } from '../../reach'
import { cached } from '../stats/cached'

const reports = cached<RouterConditions[]>(1_000)

/** What the routers alive see of load, silence and failures, put together, as far as the actor may know of it. */
export async function readConditions(ctx: Ctx): Promise<RouterConditions> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  const reach = reachOf(ctx.actor, control.replica.snapshot().config)
  // While Postgres is away nobody knows what the routers see.
  const all = await reports(control.pool, '', control.now(), () => load(control.pool)).catch((): RouterConditions[] => [])
  return {
    hot: mostShed(all.flatMap(({ hot }) => hot)).filter(({ subcloud }) => subcloud === null || reaches(reach, subcloud)),
    panic: [...new Set(all.flatMap(({ panic }) => panic))].sort(),
    ejected: longest(all.flatMap(({ ejected }) => ejected).filter(({ until }) => until > control.now())),
  }
}

async function load(pool: Pool): Promise<RouterConditions[]> {
  const { rows } = await pool.query<{ conditions: unknown }>(
    `SELECT conditions FROM routers WHERE conditions IS NOT NULL AND last_seen_at > now() - make_interval(secs => ${ROUTER_GONE_AFTER_S}) ORDER BY id`,
  )
  return rows.flatMap(({ conditions }) => {
    const parsed = routerConditionsSchema.safeParse(conditions)
    return parsed.success ? [parsed.data] : []
  })
}

/** Of several routers' views of one zone the one that sheds most. */
function mostShed(hot: readonly HotZone[]): HotZone[] {
  const found = new Map<string, HotZone>()
  for (const one of hot) {
    const key = JSON.stringify([one.zone, one.environment, one.subcloud, one.model])
    const known = found.get(key)
    if (!known || kept(one) < kept(known)) found.set(key, one)
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

const kept = ({ zone, shares }: HotZone): number => shares.find(({ token }) => token === `zone:${zone}`)?.share ?? 0

function longest(ejected: RouterConditions['ejected']): RouterConditions['ejected'] {
  const found = new Map<string, RouterConditions['ejected'][number]>()
  for (const one of ejected) if (one.until > (found.get(one.nodeId)?.until ?? 0)) found.set(one.nodeId, one)
  return [...found.values()]
}
