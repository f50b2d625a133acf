// Origins and flows of the last quarter of an hour, or of an earlier one. Law: a cell with fewer than three tenants is shown only as its
// country. A tenant is a Subcloud, else an API key, as for the canary.

import type { z } from 'zod'
import { cellDegrees } from '@/server/core/geo/cell'
import type { LngLat } from '@/server/core/geo/place'
import { uuidv7Floor } from '@/server/platform/db/partitions'
import { requireAccess } from '../../access'
import type { Control } from '../../context'
import { type Reach, reachedSubcloud, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { whereOf } from '../decisions/where'
import { cached, reachKey } from './cached'
import type { Flow, OriginSpot, TrafficView, trafficInput } from './schemas'

const windowMs = 15 * 60_000
const sampleRows = 50_000
const minTenants = 3

const views = cached<TrafficView>(2000)

export async function readTraffic({ ctx, input }: Verb<z.output<typeof trafficInput>>): Promise<TrafficView> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  const { config } = control.replica.snapshot()
  const reach = reachOf(ctx.actor, config)
  const of = input.subcloud === undefined ? {} : { subcloud: reachedSubcloud(reach, input.subcloud, config).slug }
  const now = control.now()
  const until = Math.min(input.until ?? now, now)
  return views(control, `${reachKey(reach)} ${of.subcloud ?? ''} ${input.until ?? 'now'}`, now, async () => ({
    at: until,
    windowS: windowMs / 1000,
    subcloud: of.subcloud ?? null,
    origins: await origins(control, reach, until, of),
    flows: await flows(control, reach, until, of),
  }))
}

type Of = { subcloud?: string }

type Cell = {
  x: number | null
  y: number | null
  country: string | null
  zone: string | null
  jobs: number
  simulated: boolean
  shown: boolean
}

async function origins({ pool }: Control, reach: Reach, until: number, of: Of): Promise<OriginSpot[]> {
  const where = whereOf({ ...of, from: until - windowMs, to: until + 1 }, reach)
  // Tenants are counted over everybody's traffic, not over what this actor reaches: the law protects clients, whoever looks.
  const { rows } = await pool.query<Cell>(
    `WITH newest AS (SELECT origin_cell_x AS x, origin_cell_y AS y, origin_country AS country, coalesce(origin_zone, preferred_zone) AS zone, simulated
         FROM decisions WHERE ${where.sql} ORDER BY id DESC LIMIT ${sampleRows}),
       crowd AS (SELECT origin_cell_x AS x, origin_cell_y AS y FROM
           (SELECT origin_cell_x, origin_cell_y, coalesce('s:' || subcloud, 'k:' || key_id) AS tenant FROM decisions
            WHERE id >= $${where.params.push(uuidv7Floor(new Date(until - windowMs)))}::uuid AND id < $${where.params.push(uuidv7Floor(new Date(until + 1)))}::uuid
              AND origin_cell_x IS NOT NULL ORDER BY id DESC LIMIT ${sampleRows}) AS all_newest
         GROUP BY 1, 2 HAVING count(DISTINCT tenant) >= ${minTenants})
     SELECT crowd.x, crowd.y, newest.country, mode() WITHIN GROUP (ORDER BY newest.zone) AS zone, count(*)::int AS jobs,
       bool_or(newest.simulated) AS simulated, crowd.x IS NOT NULL AS shown
     FROM newest LEFT JOIN crowd ON crowd.x = newest.x AND crowd.y = newest.y
     GROUP BY crowd.x, crowd.y, newest.country ORDER BY jobs DESC LIMIT 5000`,
    where.params,
  )
  return rows.map((row) => ({
    at: row.shown ? centreOf(row.x ?? 0, row.y ?? 0) : null,
    country: row.country,
    zone: row.zone,
    jobs: row.jobs,
    simulated: row.simulated,
  }))
}

/** The log holds a cell's south-west corner in half degrees, counted from 0°. */
function centreOf(x: number, y: number): LngLat {
  return [(x + 0.5) * cellDegrees, (y + 0.5) * cellDegrees]
}

async function flows({ pool }: Control, reach: Reach, until: number, of: Of): Promise<Flow[]> {
  const where = whereOf({ ...of, from: until - windowMs, to: until + 1, outcome: 'routed' }, reach)
  const { rows } = await pool.query<Flow>(
    `SELECT preferred_zone AS "from", served_zone AS "to", count(*)::int AS jobs, count(*) FILTER (WHERE fallback)::int AS "fellBack"
     FROM (SELECT preferred_zone, served_zone, fallback FROM decisions WHERE ${where.sql} ORDER BY id DESC LIMIT ${sampleRows}) AS newest
     GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 200`,
    where.params,
  )
  return rows
}
