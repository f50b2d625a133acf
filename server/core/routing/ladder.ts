// The ladder: the places tried for a job, in order. Preferred (with its descendants) → the rest of a `prefer` list →
// each ancestor → neighbours in order → global. With no preference there is one rung, the whole boundary.
// Each node belongs to the first rung that holds it; only its label counts here, never its boundary.

import { zoneOf } from '../boundary/tokens'
import type { CompiledConfig } from '../config/compiled'
import type { Fallback } from '../config/schema'
import type { GeoToken, ZoneCode } from '../geo/place'
import { knownPlace } from './known-place'
import type { Preference } from './preference'
import type { FleetNode, Rung } from './types'

export type RungPlan = { rung: Rung; zone: ZoneCode | null; token: GeoToken | '*' }

export const agnosticLadder: readonly RungPlan[] = [{ rung: 'agnostic', zone: null, token: '*' }]
const globalRung: RungPlan = { rung: 'global', zone: null, token: '*' }

export function buildLadder(config: CompiledConfig, preference: Preference, fallback: Fallback): readonly RungPlan[] {
  const [first, ...others] = preference.tokens
  if (first === undefined) return [globalRung]
  const zone = preference.zone === null ? undefined : config.zones.get(preference.zone)
  const ladder: RungPlan[] = [{ rung: 'preferred', zone: zoneOf(first), token: first }]
  if (fallback === 'none') return ladder

  const add = (rung: Rung, token: GeoToken) => {
    if (!ladder.some((one) => one.token === token)) ladder.push({ rung, zone: zoneOf(token), token })
  }
  const ancestors = zone?.ancestors ?? []
  for (const token of others) add(ancestors.includes(zoneOf(token) ?? '') ? 'ancestor' : 'adjacent', token)
  for (const code of ancestors) add('ancestor', `zone:${code}`)
  for (const code of zone?.neighbours ?? []) {
    const known = config.zones.has(code) ? code : config.successors.get(code)
    if (known !== undefined && config.zones.has(known)) add('adjacent', `zone:${known}`)
  }
  if (fallback === 'global') ladder.push(globalRung)
  return ladder
}

/** The index of the first rung that holds a node, or -1. */
export function rungFinder(ladder: readonly RungPlan[], config: CompiledConfig): (node: Pick<FleetNode, 'geo'>) => number {
  const byZone = new Map<ZoneCode, number>()
  const byPlace: { index: number; kind: string; code: string }[] = []
  let rest = -1
  ladder.forEach(({ token }, index) => {
    if (token === '*') rest = rest < 0 ? index : rest
    else if (token.startsWith('zone:')) {
      for (const code of config.zones.get(token.slice(5))?.descendants ?? []) if (!byZone.has(code)) byZone.set(code, index)
    } else {
      const colon = token.indexOf(':')
      byPlace.push({ index, kind: token.slice(0, colon), code: token.slice(colon + 1) })
    }
  })
  if (byZone.size === 0 && byPlace.length === 0) return () => rest
  return (node) => {
    const place = knownPlace(node)
    if (place === null) return rest
    const { label, jurisdictions } = node.geo.containment
    const found = (label === null ? undefined : byZone.get(label)) ?? rest
    for (const { index, kind, code } of byPlace) {
      if (found >= 0 && index > found) break
      const holds =
        kind === 'country' ? place.country === code : kind === 'subdivision' ? place.subdivision === code : jurisdictions.includes(code)
      if (holds) return index
    }
    return found
  }
}
