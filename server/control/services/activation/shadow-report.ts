// What geo-routing would have done where it was computed and not applied: in shadow, and for tenants outside a canary. The same jobs on
// both sides, so that what differs is the routing alone; the go or no-go of activation.

import type { CompiledConfig } from '@/server/core/config/compiled'
import { pickOf } from '@/server/core/routing/replay'
import { storedTrace, type TraceColumns } from '@/server/core/routing/stored/stored-trace'
import { requireAccess } from '../../access'
import type { Control } from '../../context'
import { type Reach, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { whereOf } from '../decisions/where'
import { cached, reachKey } from '../stats/cached'
import type { ShadowReport, ShadowRow } from './schemas'

const windowMs = 24 * 3_600_000
/** Newest jobs that are looked at for the shares, and for distances, which are read out of traces: bounds on the cost under load. */
const countedRows = 200_000
const measuredRows = 5000

const reports = cached<ShadowReport>(30_000)

export async function readShadowReport({ ctx }: Verb): Promise<ShadowReport> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  const { config } = control.replica.snapshot()
  const reach = reachOf(ctx.actor, config)
  const now = control.now()
  return reports(control, `${reachKey(reach)} ${config.revision}`, now, async () => {
    const places = placesOf(config)
    const from = now - windowMs
    const [counted, measured] = await Promise.all([countJobs(control, reach, places, from), measureJobs(control, reach, places, from)])
    const zones = counted.map((row): ShadowRow => ({ ...row, ...distancesOf(measured.filter(({ zone }) => zone === row.zone)) }))
    return { from, to: now, zones: zones.sort((a, b) => b.jobs - a.jobs || (a.zone < b.zone ? -1 : 1)) }
  })
}

type Places = { codes: string[]; tops: string[] }

/** Each code, former ones too, with the top-level zone that it lies in now. */
function placesOf({ zones, successors }: CompiledConfig): Places {
  const known = [...zones.keys(), ...successors.keys()].flatMap((code) => {
    const zone = zones.get(code) ?? zones.get(successors.get(code) ?? '')
    return zone ? [{ code, top: zone.top }] : []
  })
  return { codes: known.map(({ code }) => code), tops: known.map(({ top }) => top) }
}

/** Of the newest rows those with something to compare: a preferred zone, and an answer that was not applied. */
function compared(reach: Reach, { codes, tops }: Places, from: number, columns: string, limit: number) {
  const { sql, params } = whereOf({ from }, reach)
  const at = (value: unknown) => `$${params.push(value)}`
  const tree = `unnest(${at(codes)}::text[], ${at(tops)}::text[])`
  return {
    params,
    sql: `WITH tree(zone_code, top) AS (SELECT * FROM ${tree}),
      newest AS (SELECT ${columns}, preferred_zone, gate, geo_applied FROM decisions WHERE ${sql} ORDER BY id DESC LIMIT ${limit}),
      compared AS (SELECT * FROM newest WHERE gate IN ('shadow', 'canary') AND NOT geo_applied AND preferred_zone IS NOT NULL)`,
  }
}

type Counted = Pick<ShadowRow, 'zone' | 'jobs' | 'asRouted' | 'asShadow'>

async function countJobs({ pool }: Control, reach: Reach, places: Places, from: number): Promise<Counted[]> {
  const { sql, params } = compared(reach, places, from, 'outcome, served_zone, shadow_zone, shadow_rung', countedRows)
  const { rows } = await pool.query<
    Record<'jobs' | 'in_zone' | 'refused' | 'shadow_in_zone' | 'shadow_refused' | 'shadow_fell_back', number> & { zone: string }
  >(
    `${sql} SELECT wanted.top AS zone, count(*)::int AS jobs,
       count(*) FILTER (WHERE served.top = wanted.top)::int AS in_zone,
       count(*) FILTER (WHERE outcome = 'refused')::int AS refused,
       count(*) FILTER (WHERE shadow.top = wanted.top)::int AS shadow_in_zone,
       count(*) FILTER (WHERE shadow_rung IS NULL)::int AS shadow_refused,
       count(*) FILTER (WHERE shadow_rung IN ('ancestor', 'adjacent', 'global'))::int AS shadow_fell_back
     FROM compared JOIN tree AS wanted ON wanted.zone_code = preferred_zone
       LEFT JOIN tree AS served ON served.zone_code = served_zone
       LEFT JOIN tree AS shadow ON shadow.zone_code = shadow_zone
     GROUP BY 1`,
    params,
  )
  return rows.map(({ zone, jobs, ...row }) => ({
    zone,
    jobs,
    asRouted: { inZonePct: pct(row.in_zone, jobs), refusedPct: pct(row.refused, jobs), fellBackPct: null },
    asShadow: {
      inZonePct: pct(row.shadow_in_zone, jobs),
      refusedPct: pct(row.shadow_refused, jobs),
      fellBackPct: pct(row.shadow_fell_back, jobs),
    },
  }))
}

type Measured = { zone: string; routedKm: number; shadowKm: number }

/** Where both were routed somewhere whose distance is known. */
async function measureJobs({ pool }: Control, reach: Reach, places: Places, from: number): Promise<Measured[]> {
  const { sql, params } = compared(reach, places, from, 'distance_km, trace, trace_packed', measuredRows)
  const { rows } = await pool.query<TraceColumns & { zone: string; distance_km: number | null }>(
    `${sql} SELECT top AS zone, distance_km, trace, trace_packed FROM compared JOIN tree ON zone_code = preferred_zone WHERE distance_km IS NOT NULL`,
    params,
  )
  return rows.flatMap(({ zone, distance_km, ...columns }) => {
    const shadowKm = pickOf(storedTrace(columns)?.shadowRungs ?? [])?.distanceKm ?? null
    return distance_km === null || shadowKm === null ? [] : [{ zone, routedKm: distance_km, shadowKm }]
  })
}

function distancesOf(measured: readonly Measured[]): Pick<ShadowRow, 'measured' | 'routedKm' | 'shadowKm'> {
  return {
    measured: measured.length,
    routedKm: median(measured.map(({ routedKm }) => routedKm)),
    shadowKm: median(measured.map(({ shadowKm }) => shadowKm)),
  }
}

function median(values: number[]): number | null {
  const sorted = values.sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}

const pct = (part: number, of: number): number => (100 * part) / of
