import { storedTrace, type TraceColumns } from '@/server/core/routing/stored/stored-trace'
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
  const { rows } = await control.pool.query<TraceColumns>(
    `SELECT trace, trace_packed FROM decisions WHERE ${where.sql} AND id = $${where.params.push(id)}::uuid`,
    where.params,
  )
  const [row] = rows
  if (!row) throw notFound('decision')
  const trace = storedTrace(row)
  if (trace === null)
    throw new ServiceError('not_found', 'This decision was logged without a trace, so it can be neither replayed nor asked again.')
  return trace
}
