import type { Trace } from '@/server/core/routing/types'
import { ServiceError } from '@/server/platform/errors'
import type { Ctx } from '../../context'
import { notFound, type Reach } from '../../reach'
import { isUuid } from './uuid'
import { whereOf } from './where'

/** The trace as it was logged, of a decision within reach. Never to be answered as it is: it holds what roles may not see. */
export async function readTrace({ control }: Pick<Ctx, 'control'>, id: string, reach: Reach): Promise<Trace> {
  if (!isUuid(id)) throw notFound('decision')
  const where = whereOf({}, reach)
  const { rows } = await control.pool.query<{ trace: Trace | null }>(
    `SELECT trace FROM decisions WHERE ${where.sql} AND id = $${where.params.push(id)}::uuid`,
    where.params,
  )
  const [row] = rows
  if (!row) throw notFound('decision')
  if (!Array.isArray(row.trace?.rungs))
    throw new ServiceError('not_found', 'This decision was logged without a trace, so it can be neither replayed nor asked again.')
  return row.trace
}
