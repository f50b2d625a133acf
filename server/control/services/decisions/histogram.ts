import type { z } from 'zod'
import { requireAccess } from '../../access'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { namer } from '../nodes/visible'
import { requireNodeFilter } from './node-filter'
import type { Histogram, histogramInput } from './schemas'
import { whereOf } from './where'

const hour = 3_600_000
/** Newest rows that facets are counted over: a bound on the cost of a wide range. */
const facetRows = 50_000

type Facets = Histogram['facets']

/** Counts by time for the picture above the log, and facets of the same filters. Without `from`: the last hour. */
export async function histogramOf({ ctx, input }: Verb<z.output<typeof histogramInput>>): Promise<Histogram> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  const snapshot = control.replica.snapshot()
  const reach = reachOf(ctx.actor, snapshot.config)
  requireNodeFilter(input.node, namer(reach, snapshot))
  const to = input.to ?? control.now()
  const from = Math.min(input.from ?? to - hour, to - 1000)
  const bucketMs = Math.max(1000, Math.ceil((to - from) / input.buckets / 1000) * 1000)
  const { buckets: _, ...filters } = input
  const where = whereOf({ ...filters, from, to }, reach)
  const counted = await control.pool.query<{ bucket: number; routed: number; fell_back: number; refused: number }>(
    `SELECT floor((extract(epoch FROM at) * 1000 - $${where.params.length + 1}::float8) / $${where.params.length + 2}::float8)::int AS bucket,
       count(*) FILTER (WHERE outcome = 'routed' AND NOT fallback)::int AS routed,
       count(*) FILTER (WHERE outcome = 'routed' AND fallback)::int AS fell_back,
       count(*) FILTER (WHERE outcome = 'refused')::int AS refused
     FROM decisions WHERE ${where.sql} GROUP BY 1`,
    [...where.params, from, bucketMs],
  )
  const faceted = await control.pool.query<{ facet: keyof Facets; value: string; count: number }>(
    `WITH newest AS (SELECT outcome, served_zone, subcloud, model, rung, code FROM decisions WHERE ${where.sql} ORDER BY id DESC LIMIT ${facetRows})
     SELECT f.facet, f.value, count(*)::int AS count FROM newest,
       LATERAL (VALUES ('outcome', outcome), ('zone', served_zone), ('subcloud', subcloud), ('model', model), ('rung', rung), ('code', code)) AS f(facet, value)
     WHERE f.value IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 2 LIMIT 500`,
    where.params,
  )
  const buckets = Array.from({ length: Math.ceil((to - from) / bucketMs) }, (_, i) => ({
    at: from + i * bucketMs,
    routed: 0,
    fellBack: 0,
    refused: 0,
  }))
  for (const row of counted.rows) {
    const bucket = buckets[row.bucket]
    if (bucket) Object.assign(bucket, { routed: row.routed, fellBack: row.fell_back, refused: row.refused })
  }
  const facets: Facets = { outcome: [], zone: [], subcloud: [], model: [], rung: [], code: [] }
  for (const row of faceted.rows) facets[row.facet].push({ value: row.value, count: row.count })
  return { from, to, bucketMs, buckets, facets }
}
