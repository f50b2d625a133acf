import type { z } from 'zod'
import { gateFor } from '@/server/core/activation/gate-for'
import type { Condition } from '@/server/core/activation/types'
import type { Subcloud } from '@/server/core/config/schema'
import { isMember } from '@/server/core/routing/membership'
import type { Snapshot } from '@/server/core/routing/types'
import { uuidv7Floor } from '@/server/platform/db/partitions'
import { requireAccess } from '../../access'
import type { Control } from '../../context'
import { fleetTime } from '../../fleet-time'
import { type Reach, reachedSubcloud, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { whereOf } from '../decisions/where'
import { isVisible } from '../nodes/visible'
import { obstacles } from '../subclouds/eligible-nodes'
import type { lensInput } from '../wire'
import { cached, reachKey } from './cached'
import type { Strip } from './schemas'

const windowMs = 5 * 60_000
const rateMs = 15_000
/** Newest decisions that the percentages are of: a bound on the cost under load. */
const sampleRows = 20_000

const strips = cached<Strip>(900)

export async function readStrip({ ctx, input }: Verb<z.output<typeof lensInput>>): Promise<Strip> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  const snapshot = control.replica.snapshot()
  const reach = reachOf(ctx.actor, snapshot.config)
  const now = control.now()
  const subcloud = input.subcloud === undefined ? null : reachedSubcloud(reach, input.subcloud, snapshot.config)
  return strips(control, `${reachKey(reach)} ${subcloud?.slug ?? ''}`, now, () => makeStrip(control, snapshot, reach, subcloud, now))
}

async function makeStrip(control: Control, snapshot: Snapshot, reach: Reach, subcloud: Subcloud | null, now: number): Promise<Strip> {
  const [traffic, failing] = await Promise.all([
    readTraffic(control, reach, subcloud, now).catch((error: unknown) => withoutDatabase(control, error, noTraffic)),
    readFailing(control).catch((error: unknown) => withoutDatabase(control, error, null)),
  ])
  const gate = gateFor(snapshot.gate, snapshot.config, null, now)
  const status = control.replica.status()
  const knownAt = fleetTime(control)
  return {
    at: now,
    windowS: windowMs / 1000,
    gate: { state: gate.state, canaryPct: gate.canaryPct, override: gate.overridden, failing },
    nodes: subcloud === null ? countVisible(snapshot, reach, knownAt) : countMembers(subcloud, snapshot, knownAt),
    ...traffic,
    revision: snapshot.config.revision,
    connected: status.connected,
    refreshedAt: status.refreshedAt,
  }
}

function countVisible(snapshot: Snapshot, reach: Reach, now: number): Strip['nodes'] {
  const counts = { live: 0, total: 0, simulated: 0 }
  for (const node of snapshot.fleet.nodes.values()) {
    if (!isVisible(node, reach, snapshot)) continue
    counts.total++
    if (node.status !== 'left' && now <= node.liveUntil) counts.live++
    if (node.simulated) counts.simulated++
  }
  return counts
}

function countMembers(subcloud: Subcloud, { config, fleet }: Snapshot, now: number): Strip['nodes'] {
  const obstacle = obstacles(subcloud, config, now)
  const counts = { live: 0, total: 0, simulated: 0 }
  for (const node of fleet.nodes.values()) {
    if (node.status === 'left' || !isMember(node, subcloud, config)) continue
    counts.total++
    if (obstacle(node) === null) counts.live++
    if (node.simulated) counts.simulated++
  }
  return counts
}

const noTraffic = { decisionsPerS: null, sample: null, inPreferredPct: null, fellBackPct: null, refusedPct: null, medianKm: null }

/** While Postgres is away the strip goes on with what is in memory, and says that it is not connected. */
function withoutDatabase<T>(control: Control, error: unknown, value: T): T {
  if (control.replica.status().connected) throw error
  return value
}

type Row = {
  recent: number
  sample: number
  preferred: number
  in_preferred: number
  routed: number
  fell_back: number
  refused: number
  median_km: number | null
}

async function readTraffic(control: Control, reach: Reach, subcloud: Subcloud | null, now: number) {
  const where = whereOf({ from: now - windowMs, ...(subcloud && { subcloud: subcloud.slug }) }, reach)
  const recent = `$${where.params.push(uuidv7Floor(new Date(now - rateMs)))}::uuid`
  const { rows } = await control.pool.query<Row>(
    `WITH newest AS (SELECT id, outcome, preferred_zone, served_zone, rung, fallback, distance_km FROM decisions WHERE ${where.sql} ORDER BY id DESC LIMIT ${sampleRows})
     SELECT count(*)::int AS sample, count(*) FILTER (WHERE id >= ${recent})::int AS recent,
       count(*) FILTER (WHERE outcome = 'routed' AND preferred_zone IS NOT NULL)::int AS preferred, count(*) FILTER (WHERE preferred_zone IS NOT NULL AND (rung = 'preferred' OR served_zone = preferred_zone))::int AS in_preferred,
       count(*) FILTER (WHERE outcome = 'routed')::int AS routed, count(*) FILTER (WHERE fallback)::int AS fell_back,
       count(*) FILTER (WHERE outcome = 'refused')::int AS refused,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY distance_km) AS median_km
     FROM newest`,
    where.params,
  )
  const row = rows[0] as Row
  const pct = (part: number, whole: number) => (whole === 0 ? null : (100 * part) / whole)
  return {
    decisionsPerS: row.recent / (rateMs / 1000),
    sample: row.sample,
    // Of the routed jobs that had a preferred zone, those that ran there, by preference or by luck.
    inPreferredPct: pct(row.in_preferred, row.preferred),
    fellBackPct: pct(row.fell_back, row.routed),
    refusedPct: pct(row.refused, row.sample),
    medianKm: row.median_km,
  }
}

/** The unmet condition furthest from its target. */
async function readFailing(control: Control): Promise<Strip['gate']['failing']> {
  const rows = await control.prisma.gateZone.findMany({ select: { conditions: true } })
  const unmet = rows
    .flatMap(({ conditions }) => (Array.isArray(conditions) ? (conditions as unknown as Condition[]) : []))
    .filter((condition) => !condition.met)
  const worst = unmet.sort((a, b) => a.ratio - b.ratio)[0]
  return worst ? { id: worst.id, zone: worst.zone, detail: worst.detail } : null
}
