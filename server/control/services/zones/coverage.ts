import { coverageSteps, type Demand, type CoverageRow as Supply } from '@/server/core/activation/coverage'
import { inSlices } from '@/server/platform/in-slices'
import type { HotZone } from '@/server/replica/router-conditions'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { fleetTime } from '../../fleet-time'
import { loadDemand } from '../../jobs/load-demand'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { isVisible } from '../nodes/visible'
import { cached } from '../stats/cached'
import { readConditions } from './conditions'
import type { CoverageRow, CoverageView } from './schemas'

/** The p95 of a week costs a scan and moves slowly. */
const demands = cached<Demand | null>(10_000)

export async function readCoverage({ ctx }: Verb): Promise<CoverageView> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  return { revision: control.replica.snapshot().config.revision, at: control.now(), items: await coverageRows(ctx) }
}

export async function coverageRows(ctx: Ctx): Promise<CoverageRow[]> {
  requireAccess(ctx.actor, 'read')
  const snapshot = ctx.control.replica.snapshot()
  const { config } = snapshot
  const reach = reachOf(ctx.actor, config)
  const nodes = [...snapshot.fleet.nodes.values()].filter((node) => isVisible(node, reach, snapshot))
  const [demand, { hot }] = await Promise.all([knownDemand(ctx), readConditions(ctx)])
  const rows = await inSlices(coverageSteps(nodes, config, demand, fleetTime(ctx.control)))
  return rows.map((row) => ({ ...row, live: row.nodes, spill: spillOf(row, hot) }))
}

/** What was asked of the published zones. Without Postgres it is unknown, and only the shoulders are asked for. */
export async function knownDemand({ control: { pool, replica, now } }: Ctx): Promise<Demand | null> {
  const { config } = replica.snapshot()
  return demands(config, 'demand', now(), () => loadDemand(pool, config, now())).catch((error: unknown) => {
    if (replica.status().connected) throw error
    return null
  })
}

function spillOf({ zone, model }: Supply, hot: readonly HotZone[]): CoverageRow['spill'] {
  const one = hot.find((each) => each.zone === zone && each.model === model && each.environment === 'mainnet' && each.subcloud === null)
  return one ? { since: one.since, mode: one.mode, utilisationPct: one.utilisationPct, shares: one.shares } : null
}
