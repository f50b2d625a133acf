// Nodes out of a file: whole fleet nodes as the core has them, or the rows of GET /api/v1/nodes. A row names no areas and no
// memberships by signature: its areas are then all of its place at its one level, and it has opted in nowhere.

import { z } from 'zod'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { contain } from '@/server/core/config/contain'
import { trustLevels } from '@/server/core/config/schema'
import type { GeoToken, LngLat, Place } from '@/server/core/geo/place'
import type { FleetNode } from '@/server/core/routing/types'
import { UsageError } from './arguments'

const row = z.object({
  id: z.string(),
  operator: z.string().default(''),
  network: z.string().default(''),
  environments: z.array(z.string()).default(['mainnet']),
  models: z.array(z.string()),
  gpu: z.string().default(''),
  vramGb: z.number().default(0),
  slots: z.number(),
  busy: z.number().default(0),
  live: z.boolean().default(true),
  condition: z.string().default('live'),
  country: z.string().nullable(),
  subdivision: z.string().nullish(),
  point: z.tuple([z.number(), z.number()]).nullish(),
  trust: z.enum(trustLevels).default('consistent'),
  joins: z.array(z.string()).default([]),
  failureRate: z.number().default(0),
  firstSeenAt: z.number().default(0),
  lastSeenAt: z.number().default(0),
})

export function fleetNodes(document: unknown, config: CompiledConfig): FleetNode[] {
  const items = Array.isArray(document) ? document : (document as { items?: unknown }).items
  if (!Array.isArray(items)) throw new UsageError('--nodes: neither a list of nodes nor an answer of GET /api/v1/nodes.')
  return items.map((item: unknown, i) => {
    if ((item as FleetNode | null)?.geo?.verdict?.place && (item as FleetNode).geo.containment) return item as FleetNode
    const parsed = row.safeParse(item)
    if (!parsed.success) throw new UsageError(`--nodes: item ${i}: ${z.prettifyError(parsed.error)}`)
    return fromRow(parsed.data, config)
  })
}

function fromRow(one: z.output<typeof row>, config: CompiledConfig): FleetNode {
  const { busy, live, condition, country, subdivision, point, trust, ...rest } = one
  const place: Place = { country, subdivision: subdivision ?? null, point: (point as LngLat | null | undefined) ?? null }
  const containment = contain(config, place, 'medium')
  const tokens =
    country === null
      ? []
      : [`country:${country}`, ...containment.zones.map((z) => `zone:${z}`), ...containment.jurisdictions.map((j) => `jurisdiction:${j}`)]
  return {
    ...rest,
    id: one.id.toLowerCase(),
    inFlight: busy,
    leased: 0,
    endpoint: null,
    version: '',
    simulated: false,
    status: condition === 'left' ? 'left' : condition === 'draining' ? 'draining' : 'serving',
    drained: condition === 'drained',
    quarantinedUntil: condition === 'quarantined' ? Number.MAX_SAFE_INTEGER : null,
    liveUntil: live ? Number.MAX_SAFE_INTEGER : one.lastSeenAt - 1,
    geo: {
      containment,
      verdict: {
        level: trust,
        areas: tokens.map((area) => ({ area: area as GeoToken, level: trust, confidence: 0.5 })),
        place,
        borderline: false,
        reasons: [],
        judgedAt: one.lastSeenAt,
      },
    },
  }
}
