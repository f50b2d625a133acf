import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Following } from '../../verb'
import { listDecisions } from './list'
import type { DecisionRow, decisionFilters } from './schemas'

const pageRows = 1000

/** Everything under the filters, newest first, a page at a time: the export is as large as the reader is patient. */
export async function* exportDecisions({ ctx, input, signal }: Following<z.output<typeof decisionFilters>>): AsyncGenerator<DecisionRow[]> {
  requireAccess(ctx.actor, 'read')
  let cursor: string | undefined
  do {
    const page = await listDecisions({ ctx, input: { ...input, cursor, limit: pageRows } })
    if (page.items.length > 0) yield page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && !signal?.aborted)
}
