// The conditions that the whole network shares: vantage points, and nodes that say where they are.

import type { GateSettings } from '../config/schema'
import type { ZoneCode } from '../geo/place'
import type { FleetNode } from '../routing/types'
import { conditionOf, floorPart, missingCondition, more } from './part'
import { isLive } from './supply'
import type { Condition } from './types'

/** A Cloud or Network endpoint; times are epoch ms. `zone`: the top-level zone it stands in. */
export type VantagePoint = {
  id: string
  role: 'cloud' | 'network'
  region: string
  network: string
  zone: ZoneCode | null
  healthySince: number
  lastSeenAt: number
}

/** An endpoint not heard of for this long is down. */
export const endpointGoneAfterMs = 90_000
/** A region is lost, rather than never there, while its endpoints were heard of within this time. */
const rememberedMs = 86_400_000
const roles = ['cloud', 'network'] as const

export function isUp(point: VantagePoint, now: number): boolean {
  return now - point.lastSeenAt <= endpointGoneAfterMs
}

export function endpointsCondition(points: readonly VantagePoint[] | null, settings: GateSettings['endpoints'], now: number): Condition {
  if (points === null) return missingCondition('endpoints', null, settings.regions, 'regions', 'the endpoints could not be read')
  let hardLoss = false
  const parts = roles.map((role) => {
    const own = points.filter((point) => point.role === role)
    const regions = (among: readonly VantagePoint[]) => new Set(among.map((point) => point.region)).size
    const up = own.filter((point) => isUp(point, now))
    const healthy = regions(up.filter((point) => now - point.healthySince >= settings.healthyS * 1000))
    if (regions(up) < settings.regions && regions(own.filter((point) => now - point.lastSeenAt <= rememberedMs)) >= settings.regions)
      hardLoss = true
    return floorPart(
      healthy,
      settings.regions,
      'regions',
      `${role} endpoints healthy for ${hours(settings.healthyS)} in ${more(settings.regions - healthy, 'region', 'regions')}`,
    )
  })
  return conditionOf('endpoints', null, parts, { hardLoss, met: 'every role is healthy in enough regions' })
}

export function metadataCondition(nodes: Iterable<FleetNode>, settings: GateSettings['metadata'], now: number): Condition {
  let all = 0
  let fresh = 0
  for (const node of nodes) {
    if (!isLive(node, now) || now - node.firstSeenAt < settings.nodeAgeS * 1000) continue
    all += node.slots
    if (now - node.lastSeenAt <= settings.freshS * 1000 && hasPlace(node)) fresh += node.slots
  }
  const { targetPct } = settings
  if (all === 0) return missingCondition('metadata', null, targetPct, '%', `no live node is ${hours(settings.nodeAgeS)} old yet`)
  const value = (100 * fresh) / all
  return conditionOf(
    'metadata',
    null,
    [floorPart(value, targetPct, '%', `${all - fresh} of ${all} slots lack fresh geo metadata with a country`)],
    { met: `${fresh} of ${all} slots report fresh geo metadata with a country` },
  )
}

/** Near a border a node has no country for boundaries, but it has said where it is. */
function hasPlace({ geo: { verdict, containment } }: FleetNode): boolean {
  return verdict.place.country !== null || (verdict.borderline && containment.label !== null)
}

function hours(seconds: number): string {
  return seconds >= 3600 ? `${Math.round(seconds / 360) / 10} h` : `${seconds} s`
}
