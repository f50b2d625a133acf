// The fleet as it would be under other configurations, their address overrides included. Of a node's address only its /24 or /48
// is kept, so an override that cuts through that block may be the node's or not: such a node is left as it is, and counted.

import type { Pool } from 'pg'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Override } from '@/server/core/config/schema'
import { addressesAcross, type Cidr, formatCidr, PrefixMap, parseCidr, prefixOf } from '@/server/core/geo/cidr'
import { canonicalJson } from '@/server/core/json/canonical'
import { isEqual } from '@/server/core/json/share'
import type { FleetNode, NodeGeo } from '@/server/core/routing/types'
import { judge } from '@/server/core/trust/judge'
import { eachInSlices } from '@/server/platform/in-slices'
import type { Control } from '../../context'

export type Block = { id: string; cidr: Cidr }

export async function nodesUnder(control: Control, configs: readonly CompiledConfig[]): Promise<FleetNode[][]> {
  const { config: published } = control.replica.snapshot()
  const fleets = await control.replica.stillUnder(configs)
  if (configs.every((config) => isEqual(config.source.overrides, published.source.overrides))) return fleets
  const blocks = await nodeBlocks(control.pool)
  const moved = await Promise.all(configs.map((config) => movedByOverrides(control, blocks, published, config)))
  return fleets.map((nodes, i) => nodes.map((node) => ({ ...node, geo: moved[i]?.geo.get(node.id) ?? node.geo })))
}

export async function nodeBlocks(pool: Pool): Promise<Block[]> {
  const { rows } = await pool.query<{ id: string; address_prefix: string }>('SELECT id, address_prefix FROM nodes')
  return rows.flatMap(({ id, address_prefix }) => {
    const cidr = parseCidr(address_prefix)
    return cidr ? [{ id, cidr }] : []
  })
}

export type MovedByOverrides = { geo: ReadonlyMap<string, NodeGeo>; undecided: ReadonlySet<string> }

/** What a change of overrides makes of the nodes in reach of it. Only those that it changes are named. */
export async function movedByOverrides(
  { replica, now }: Control,
  blocks: readonly Block[],
  from: CompiledConfig,
  to: CompiledConfig,
): Promise<MovedByOverrides> {
  const geo = new Map<string, NodeGeo>()
  const undecided = new Set<string>()
  const changed = changedPrefixes(from.source.overrides, to.source.overrides)
  if (changed.length === 0) return { geo, undecided }
  const reach = new PrefixMap(changed.map((cidr) => [cidr, true]))
  const cutByChange = cutBlocks(changed)
  const cut = cutBlocks(prefixesOf([...from.source.overrides, ...to.source.overrides]))
  await eachInSlices(blocks, ({ id, cidr }) => {
    const address = addressesAcross(cidr, 1)[0]!
    const block = formatCidr(cidr)
    if (!reach.find(address) && !cutByChange.has(block)) return
    if (cut.has(block)) {
      undecided.add(id)
      return
    }
    const evidence = replica.evidence(id)
    const place = to.overrides.find(address)
    const override = place?.country ? { country: place.country, subdivision: place.subdivision } : null
    if (!evidence || isEqual(evidence.address.override, override)) return
    geo.set(id, judge({ ...evidence, address: { ...evidence.address, override } }, to, now()))
  })
  return { geo, undecided }
}

function changedPrefixes(from: readonly Override[], to: readonly Override[]): Cidr[] {
  const texts = (list: readonly Override[]) => new Map(list.map(({ cidr, place }) => [canonicalJson({ cidr, place }), cidr]))
  const [before, after] = [texts(from), texts(to)]
  const gone = [...before].filter(([text]) => !after.has(text))
  const come = [...after].filter(([text]) => !before.has(text))
  return prefixesOf([...gone, ...come].map(([, cidr]) => ({ cidr })))
}

const prefixesOf = (list: readonly Pick<Override, 'cidr'>[]): Cidr[] => list.flatMap(({ cidr }) => parseCidr(cidr) ?? [])

/** Blocks that nodes are known by, of which these prefixes hold a part only. */
function cutBlocks(prefixes: readonly Cidr[]): Set<string> {
  const isFiner = ({ family, prefix }: Cidr) => prefix > blockBits[family]
  return new Set(prefixes.filter(isFiner).map((cidr) => formatCidr(prefixOf(addressesAcross(cidr, 1)[0]!, blockBits[cidr.family]))))
}

const blockBits = { 4: 24, 6: 48 } as const
