import type { Pool } from 'pg'
import { topOf } from '@/server/core/activation/gate-for'
import { endpointGoneAfterMs, type VantagePoint } from '@/server/core/activation/network-conditions'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { contain } from '@/server/core/config/contain'
import type { LngLat } from '@/server/core/geo/place'
import { nearestZone } from '@/server/core/origin/nearest-zone'
import { ROUTER_GONE_AFTER_S } from '@/server/replica/load-pulse'

export type CountryOf = (point: LngLat) => string | null

type Row = { id: string; role: string; region: string; network: string; lng: number; lat: number; healthy_since: Date; last_seen_at: Date }

/**
 * Endpoints as the gate sees them. While no router has listened for long enough to have heard them all, only those heard
 * of lately: after a restart, or while Postgres was away, the others' silence is ours, and no region is lost by it. One too near a border to have a
 * country, or without shapes to tell, counts for the nearest zone.
 */
export async function loadVantagePoints(
  pool: Pool,
  config: CompiledConfig,
  countryOf: CountryOf | null,
  now: number,
): Promise<VantagePoint[]> {
  const heardAfter = (await hasListened(pool, now)) ? 0 : now - endpointGoneAfterMs
  const { rows } = await pool.query<Row>(
    'SELECT id, role, region, network, lng, lat, healthy_since, last_seen_at FROM endpoints WHERE last_seen_at >= $1',
    [new Date(heardAfter)],
  )
  return rows.map((row) => {
    const point: LngLat = [row.lng, row.lat]
    const label = contain(config, { country: countryOf?.(point) ?? null, subdivision: null, point }, 'high').label
    return {
      id: row.id,
      role: row.role === 'cloud' ? 'cloud' : 'network',
      region: row.region,
      network: row.network,
      zone: label === null ? (nearestZone(point, config)?.zone ?? null) : topOf(label, config),
      healthySince: row.healthy_since.getTime(),
      lastSeenAt: row.last_seen_at.getTime(),
    }
  })
}

async function hasListened(pool: Pool, now: number): Promise<boolean> {
  const { rows } = await pool.query<{ since: Date | null }>('SELECT min(listening_since) AS since FROM routers WHERE last_seen_at > $1', [
    new Date(now - ROUTER_GONE_AFTER_S * 1000),
  ])
  const since = rows[0]?.since ?? null
  return since !== null && now - since.getTime() >= endpointGoneAfterMs
}
