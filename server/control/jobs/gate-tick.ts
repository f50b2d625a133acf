// One tick of every top-level zone's gate: conditions from the replica's fleet and from Postgres, the pure state
// machine, and everything that follows from it in one transaction. The caller holds the lock that keeps a second
// process out.

import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { uuidv7 } from 'uuidv7'
import { conditionSteps } from '@/server/core/activation/conditions'
import type { Demand } from '@/server/core/activation/coverage'
import { releaseLatch, restartTimers } from '@/server/core/activation/gate-memory'
import { stepGate } from '@/server/core/activation/step-gate'
import type { Condition, ZoneGate } from '@/server/core/activation/types'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { canonicalJson } from '@/server/core/json/canonical'
import { inTransaction } from '@/server/platform/db/transaction'
import { eachInSlices, inSlices } from '@/server/platform/in-slices'
import type { Replica, ReplicaStatus } from '@/server/replica/types'
import { endExpiredOverrides, recordExpiredOverrides } from './expire-overrides'
import { type GateRow, observeConditions, readGateRow } from './gate-row'
import { type CountryOf, loadVantagePoints } from './load-vantage-points'
import { auditSystem } from './system-audit'

/** What a tick needs of the process's replica. */
export type CurrentReplica = Pick<Replica, 'snapshot'> & { status(): Pick<ReplicaStatus, 'ready' | 'connected'> }

export type GateTick = {
  pool: Pool
  replica: CurrentReplica
  demand: (config: CompiledConfig, now: number) => Promise<Demand | null>
  countryOf: CountryOf | null
  /** No tick where another process did one less than this long ago. */
  minGapMs: number
}

/** Whether it ticked: not with a fleet that is not current, nor right after another process. */
export async function tickGate({ pool, replica, demand, countryOf, minGapMs }: GateTick, now: number): Promise<boolean> {
  if (!replica.status().ready || !replica.status().connected) return false
  const { config, fleet } = replica.snapshot()
  const [points, asked] = await Promise.all([loadVantagePoints(pool, config, countryOf, now), demand(config, now)])
  const conditions = await inSlices(conditionSteps({ config, nodes: [...fleet.nodes.values()], points, demand: asked, now }))
  const zonesHash = await hashOfZones(config)

  return inTransaction(pool, async (client) => {
    // Not by the rows alone: the first tick of all finds none.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('geo.gate_tick'))`)
    const { rows } = await client.query<{ zone: string; memory: unknown; conditions: unknown; ticked_at: Date }>(
      'SELECT zone, memory, conditions, ticked_at FROM gate_zones ORDER BY zone FOR UPDATE',
    )
    if (rows.some((row) => Math.abs(now - row.ticked_at.getTime()) < minGapMs)) return false
    // Before anything is audited: whoever changes an override has its row first, and a place in the audit's chain last.
    const expired = await endExpiredOverrides(client, now)
    const after: Record<string, ZoneGate> = {}
    for (const zone of config.topZones) {
      const before = await released(
        client,
        readGateRow(
          zone,
          rows.find((row) => row.zone === zone),
          now,
        ),
        now,
      )
      after[zone] = await tickZone(
        client,
        { ...before, memory: before.zonesHash === zonesHash ? before.memory : restartTimers(before.memory, now) },
        conditions.get(zone) ?? [],
        config,
        zonesHash,
        now,
      )
    }
    await client.query('DELETE FROM gate_zones WHERE zone <> ALL($1::text[])', [config.topZones])
    await recordExpiredOverrides(client, expired, config, after, now)
    return true
  })
}

async function tickZone(
  client: PoolClient,
  before: GateRow,
  conditions: readonly Condition[],
  config: CompiledConfig,
  zonesHash: string,
  now: number,
): Promise<ZoneGate> {
  const { zone } = before
  const { memory, state, canaryPct, transition } = stepGate(before.memory, conditions, config.source.gate, now)
  await client.query(
    `INSERT INTO gate_zones (zone, state, canary_pct, memory, conditions, ticked_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (zone) DO UPDATE SET state = excluded.state, canary_pct = excluded.canary_pct, memory = excluded.memory,
       conditions = excluded.conditions, ticked_at = excluded.ticked_at`,
    [
      zone,
      state,
      canaryPct,
      JSON.stringify({ ...memory, zonesHash }),
      JSON.stringify(observeConditions(before.conditions, conditions, now)),
      new Date(now),
    ],
  )
  if (transition) {
    const { from, to, cause, detail } = transition
    await client.query(
      `INSERT INTO gate_transitions (id, at, zone, from_state, to_state, canary_pct, cause, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [uuidv7(), new Date(now), zone, from, to, canaryPct, cause, detail],
    )
    await auditSystem(client, 'gate', now, {
      action: 'activation.transition',
      entity: 'gate',
      entityId: zone,
      detail: { ...transition, latched: memory.latched },
    })
  }
  return { state, canaryPct }
}

/** An admin acts by an override that covers the zone, or by ending one, after it latched. */
async function released(client: PoolClient, row: GateRow, now: number): Promise<GateRow> {
  const { latched, latchedAt } = row.memory
  if (!latched || latchedAt === null) return row
  const { rows } = await client.query<{ id: string; by: string }>(
    `SELECT id, CASE WHEN ended_at > $2 AND ended_by <> 'expiry' THEN ended_by ELSE created_by END AS by FROM gate_overrides
     WHERE (zone IS NULL OR zone = $1) AND (created_at > $2 OR (ended_at > $2 AND ended_by <> 'expiry')) ORDER BY created_at LIMIT 1`,
    [row.zone, new Date(latchedAt)],
  )
  if (!rows[0]) return row
  await auditSystem(client, 'gate', now, {
    action: 'activation.latch_released',
    entity: 'gate',
    entityId: row.zone,
    detail: { overrideId: rows[0].id, by: rows[0].by },
  })
  return { ...row, memory: releaseLatch(row.memory) }
}

const hashes = new WeakMap<CompiledConfig, string>()

/** Of the zones alone: publishing a policy does not restart anybody's timers. */
async function hashOfZones(config: CompiledConfig): Promise<string> {
  const known = hashes.get(config)
  if (known !== undefined) return known
  const hash = createHash('sha256')
  // The canonical text of the list, zone by zone.
  await eachInSlices(config.source.zones, (zone) => hash.update(zone === config.source.zones[0] ? '[' : ',').update(canonicalJson(zone)))
  const hex = hash.update(']').digest('hex')
  hashes.set(config, hex)
  return hex
}
