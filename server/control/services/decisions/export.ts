import type { z } from 'zod'
import { requireAccess } from '../../access'
import { requireStill } from '../../followed'
import type { Following } from '../../verb'
import { listDecisions } from './list'
import type { DecisionRow, exportInput } from './schemas'

const pageRows = 1000

/** Everything under the filters, newest first, a page at a time: the export is as large as the reader is patient, and ends with its key. */
export async function* exportDecisions({ ctx, input, signal }: Following<z.output<typeof exportInput>>): AsyncGenerator<DecisionRow[]> {
  requireAccess(ctx.actor, 'read')
  const { limit = Number.POSITIVE_INFINITY, ...filters } = input
  let left = limit
  let cursor: string | undefined
  do {
    await requireStill(ctx)
    const page = await listDecisions({ ctx, input: { ...filters, cursor, limit: Math.min(pageRows, left) } })
    if (page.items.length > 0) yield page.items
    left -= page.items.length
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && left > 0 && !signal?.aborted)
}
