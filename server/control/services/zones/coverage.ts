import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import type { Verb } from '../../verb'
import type { CoverageRow, CoverageView } from './schemas'

export async function readCoverage({ ctx }: Verb): Promise<CoverageView> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  return { revision: control.replica.snapshot().config.revision, at: control.now(), items: await coverageRows(ctx) }
}

export async function coverageRows(_ctx: Ctx): Promise<CoverageRow[]> {
  return []
}
