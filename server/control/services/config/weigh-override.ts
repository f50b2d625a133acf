import type { z } from 'zod'
import { compileOverrides, overridePlaceOf } from '@/server/core/config/compile-overrides'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Override } from '@/server/core/config/schema'
import type { Address } from '@/server/core/geo/address'
import { addressesAcross, type Cidr, cidrHolds, formatCidr, parseCidr } from '@/server/core/geo/cidr'
import { isEqual } from '@/server/core/json/share'
import type { GeoIp } from '@/server/core/origin/geoip'
import { workOutOrigin } from '@/server/core/origin/resolve'
import type { NodeGeo } from '@/server/core/routing/types'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { movedByOverrides, nodeBlocks } from './nodes-under'
import type { OverrideEffect, Placed, weighOverrideInput } from './schemas'

const sampled = 256
const listed = 100

/**
 * What one address override would change, against what is published: the nodes that fall in it, and where its addresses would be
 * taken to be. Jobs' addresses are kept nowhere, so the second is asked of addresses spread across it. `place` null: without it.
 */
export async function weighOverride({ ctx, input }: Verb<z.output<typeof weighOverrideInput>>): Promise<OverrideEffect> {
  requireAccess(ctx.actor, 'admin')
  const { control } = ctx
  const { replica, geoip, pool } = control
  const cidr = parseCidr(input.cidr)
  if (!cidr) throw new ServiceError('invalid_request', `${input.cidr} is no CIDR prefix, e.g. 203.0.113.0/24.`)
  if (input.place && !overridePlaceOf(input.place))
    throw new ServiceError('invalid_request', 'An override names a place that an address can be in: a country or a subdivision.')
  const { config: before, fleet } = replica.snapshot()
  const after = withOverride(before, cidr, input.place)
  const blocks = await nodeBlocks(pool)
  const { geo, undecided } = await movedByOverrides(control, blocks, before, after)
  const inside = blocks.flatMap(({ id, cidr: block }) => {
    const node = fleet.nodes.get(id)
    if (!node || !cidrHolds(cidr, block)) return []
    const from = placedNode(node.geo)
    return [{ id, operator: node.operator, from, to: undecided.has(id) ? null : placedNode(geo.get(id) ?? node.geo) }]
  })
  const isMoved = ({ from, to }: (typeof inside)[number]) => to !== null && !isEqual(from, to)
  const movedFirst = [...inside].sort((a, b) => Number(isMoved(b)) - Number(isMoved(a)) || (a.id < b.id ? -1 : 1))
  const addresses = addressesAcross(cidr, sampled)
  return {
    cidr: formatCidr(cidr),
    nodes: {
      inside: inside.length,
      moved: inside.filter(isMoved).length,
      undecided: undecided.size,
      items: movedFirst.slice(0, listed),
    },
    addresses: {
      sampled: addresses.length,
      isWhole: addresses.length < sampled,
      groups: groupsOf(addresses, before, after, geoip),
    },
  }
}

function withOverride(config: CompiledConfig, cidr: Cidr, place: Override['place'] | null): CompiledConfig {
  const canonical = formatCidr(cidr)
  const others = config.source.overrides.filter((one) => {
    const parsed = parseCidr(one.cidr)
    return !parsed || formatCidr(parsed) !== canonical
  })
  const overrides = place ? [...others, { cidr: canonical, place }] : others
  return { ...config, source: { ...config.source, overrides }, overrides: compileOverrides(overrides) }
}

const placedNode = ({ verdict, containment }: NodeGeo) => ({
  country: verdict.place.country,
  zone: containment.label,
  trust: verdict.level,
})

function groupsOf(addresses: readonly Address[], before: CompiledConfig, after: CompiledConfig, geoip: GeoIp) {
  const groups = new Map<string, OverrideEffect['addresses']['groups'][number]>()
  for (const address of addresses) {
    const [from, to] = [placeOf(address, before, geoip), placeOf(address, after, geoip)]
    const key = JSON.stringify([from, to])
    const group = groups.get(key) ?? { from, to, addresses: 0 }
    group.addresses++
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => b.addresses - a.addresses)
}

/** Worked out anew: what was remembered is of the overrides in force. */
function placeOf(address: Address, config: CompiledConfig, geoip: GeoIp): Placed {
  const { country, containment, nearest, source } = workOutOrigin(
    { address, malformed: false, stated: null, edgeCountry: null },
    config,
    geoip,
  )
  return { country, zone: containment.label ?? nearest, source }
}
