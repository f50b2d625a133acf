// Where jobs come from that no zone is for. Law: a cell with fewer than three tenants is shown only as its country; tenants are counted
// over everybody's traffic there, not only over what is in no zone.

import { cellDegrees } from '@/server/core/geo/cell'
import { clusterCells } from '@/server/core/geo/cluster-cells'
import { uuidv7Floor } from '@/server/platform/db/partitions'
import { requireAccess } from '../../access'
import type { Control } from '../../context'
import type { Verb } from '../../verb'
import { cached } from '../stats/cached'
import type { UnservedDemand } from './schemas'

const windowMs = 7 * 86_400_000
/** The newest of the window: a bound on the cost under load. The answer says since when it is. */
const sampleRows = 300_000
const minTenants = 3
const maxClusters = 50

const views = cached<UnservedDemand>(15_000)

export async function unservedDemand({ ctx }: Verb): Promise<UnservedDemand> {
  requireAccess(ctx.actor, 'admin')
  const { control } = ctx
  const now = control.now()
  return views(control, 'all', now, () => count(control, now))
}

type Row = { x: number | null; y: number | null; country: string | null; jobs: number; near: string | null; simulated: boolean }

async function count({ pool }: Control, now: number): Promise<UnservedDemand> {
  const from = new Date(now - windowMs)
  const newest = `SELECT at, origin_cell_x AS x, origin_cell_y AS y, origin_country AS country, origin_zone AS zone, preferred_zone AS preferred,
      preferred_source AS source, coalesce('s:' || subcloud, 'k:' || key_id) AS tenant, simulated
    FROM decisions WHERE id >= $1::uuid AND retry_of IS NULL ORDER BY id DESC LIMIT ${sampleRows}`
  const { rows } = await pool.query<Row & { all: number; since: Date | null }>(
    `WITH newest AS MATERIALIZED (${newest}),
       crowd AS (SELECT x, y FROM newest WHERE x IS NOT NULL GROUP BY 1, 2 HAVING count(DISTINCT tenant) >= ${minTenants}),
       whole AS (SELECT count(*)::int AS "all", min(at) AS since FROM newest)
     SELECT whole."all", whole.since, c.x, c.y, c.country, c.near, coalesce(c.jobs, 0) AS jobs, coalesce(c.simulated, false) AS simulated
     FROM whole LEFT JOIN (
       SELECT crowd.x, crowd.y, country, count(*)::int AS jobs, bool_or(simulated) AS simulated,
         mode() WITHIN GROUP (ORDER BY preferred) FILTER (WHERE source = 'nearest') AS near
       FROM newest LEFT JOIN crowd ON crowd.x = newest.x AND crowd.y = newest.y
       WHERE zone IS NULL GROUP BY 1, 2, 3) AS c ON true`,
    [uuidv7Floor(from)],
  )
  const found = rows.filter((row) => row.jobs > 0)
  const shown = found.flatMap(({ x, y, country, jobs, near, simulated }) =>
    x === null || y === null ? [] : [{ x, y, weight: jobs, country, near, simulated }],
  )
  const { all = 0, since = null } = rows[0] ?? {}
  return {
    at: now,
    since: all === sampleRows && since ? since.getTime() : from.getTime(),
    decisions: all,
    unserved: found.reduce((sum, { jobs }) => sum + jobs, 0),
    clusters: clusterCells(shown)
      .slice(0, maxClusters)
      .map(({ cells, weight, centre, bounds }) => ({
        jobs: weight,
        countries: sum(cells.map(({ country, weight: jobs }) => ({ key: country, jobs }))).flatMap(({ key, jobs }) =>
          key ? [{ code: key, jobs }] : [],
        ),
        near: sum(cells.map(({ near, weight: jobs }) => ({ key: near, jobs })))[0]?.key ?? null,
        centre: [round(centre[0]), round(centre[1])],
        bounds,
        cells: cells.map(({ x, y, weight: jobs }) => ({ at: [(x + 0.5) * cellDegrees, (y + 0.5) * cellDegrees] as const, jobs })),
        simulated: cells.some((cell) => cell.simulated),
      })),
    countries: sum(found.flatMap(({ x, country, jobs }) => (x === null && country !== null ? [{ key: country, jobs }] : []))).map(
      ({ key, jobs }) => ({ code: key!, jobs }),
    ),
    unknown: found.reduce((total, { x, country, jobs }) => total + (x === null && country === null ? jobs : 0), 0),
  }
}

/** By key, most jobs first. */
function sum(parts: readonly { key: string | null; jobs: number }[]): { key: string | null; jobs: number }[] {
  const byKey = new Map<string | null, number>()
  for (const { key, jobs } of parts) byKey.set(key, (byKey.get(key) ?? 0) + jobs)
  return [...byKey].map(([key, jobs]) => ({ key, jobs })).sort((a, b) => b.jobs - a.jobs || ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
}

const round = (degrees: number) => Math.round(degrees * 100) / 100
