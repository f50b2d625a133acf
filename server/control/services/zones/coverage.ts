import { coverage } from '@/server/core/activation/coverage'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { isVisible } from '../nodes/visible'
import type { CoverageRow, CoverageView } from './schemas'

export async function readCoverage({ ctx }: Verb): Promise<CoverageView> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  return { revision: control.replica.snapshot().config.revision, at: control.now(), items: await coverageRows(ctx) }
}

export async function coverageRows(ctx: Ctx): Promise<CoverageRow[]> {
  requireAccess(ctx.actor, 'read')
  const snapshot = ctx.control.replica.snapshot()
  const reach = reachOf(ctx.actor, snapshot.config)
  const nodes = [...snapshot.fleet.nodes.values()].filter((node) => isVisible(node, reach, snapshot))
  return coverage(nodes, snapshot.config, null, ctx.control.now()).map((row) => ({ ...row, live: row.nodes }))
}
