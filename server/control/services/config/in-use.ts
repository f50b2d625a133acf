// Zones that a draft drops while something still refers to them: policies, neighbour lists, children, keys, the gate's override.

import type { Config } from '@/server/core/config/schema'
import { zoneUsage } from '@/server/core/config/usage'
import type { PrismaClient } from '@/server/platform/db/generated/client'
import type { Tx } from '../../transact'

export type ZoneInUse = { zone: string; users: string[] }

export async function inUse(db: Tx | PrismaClient, published: Config, draft: Config): Promise<ZoneInUse[]> {
  const kept = new Set(draft.zones.flatMap((zone) => [zone.code, ...zone.replaces]))
  const dropped = published.zones.map((zone) => zone.code).filter((code) => !kept.has(code))
  if (dropped.length === 0) return []
  const keys = await db.apiKey.findMany({ where: { revokedAt: null }, select: { name: true, geo: true } })
  return dropped
    .map((zone) => {
      const byKeys = keys.filter(({ geo }) => tokensOf(geo).includes(`zone:${zone}`)).map(({ name }) => `key ${name}`)
      return { zone, users: [...zoneUsage(draft, zone).map((use) => use.what), ...byKeys] }
    })
    .filter(({ users }) => users.length > 0)
}

function tokensOf(geo: unknown): unknown[] {
  if (typeof geo !== 'object' || geo === null) return []
  return Object.values(geo).flat()
}
