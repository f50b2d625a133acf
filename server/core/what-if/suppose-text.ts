// Suppositions as they stand in a link: `drain:0x…`, `down:NA`, `nodes:NA:-50`, `slots:*:-30`, `gate:*:on`.

import { gateStates } from '../activation/types'
import { nodeId, zoneCode } from '../config/schema'
import type { Supposition } from './suppose'

export function supposeText(one: Supposition): string {
  if (one.kind === 'drain') return `drain:${one.node}`
  const zone = one.zone ?? '*'
  if (one.kind === 'down') return `down:${zone}`
  return `${one.kind}:${zone}:${one.kind === 'gate' ? one.state : one.pct}`
}

/** Null for what is no supposition. */
export function parseSupposition(text: string): Supposition | null {
  const [kind, at = '', value = '', ...more] = text.split(':')
  if (more.length > 0) return null
  if (kind === 'drain') {
    const node = nodeId.safeParse(at)
    return node.success && value === '' ? { kind, node: node.data } : null
  }
  const zone = at === '*' ? null : at
  if (zone !== null && !zoneCode.safeParse(zone).success) return null
  if (kind === 'down') return value === '' ? { kind, zone } : null
  if (kind === 'gate') {
    const state = gateStates.find((one) => one === value)
    return state ? { kind, zone, state } : null
  }
  if (kind !== 'nodes' && kind !== 'slots') return null
  const pct = /^-?\d{1,3}$/.test(value) ? Number(value) : Number.NaN
  return pct >= -100 && pct <= (kind === 'nodes' ? 0 : 300) ? { kind, zone, pct } : null
}
