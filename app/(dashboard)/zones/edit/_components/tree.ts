import type { Zone } from '@/server/core/config/schema'

/** Parents before their children, both in the document's order. What hangs on a cycle or on nothing comes last, at the top. */
export function orderAsTree(zones: readonly Zone[]): { zone: Zone; depth: number }[] {
  const children = new Map<string | null, Zone[]>()
  const known = new Set(zones.map(({ code }) => code))
  for (const zone of zones) {
    const parent = zone.parent !== null && known.has(zone.parent) ? zone.parent : null
    const siblings = children.get(parent)
    if (siblings) siblings.push(zone)
    else children.set(parent, [zone])
  }
  const ordered: { zone: Zone; depth: number }[] = []
  const seen = new Set<Zone>()
  const walk = (zone: Zone, depth: number) => {
    if (seen.has(zone)) return
    seen.add(zone)
    ordered.push({ zone, depth })
    for (const child of children.get(zone.code) ?? []) walk(child, depth + 1)
  }
  for (const zone of children.get(null) ?? []) walk(zone, 0)
  for (const zone of zones) walk(zone, 0)
  return ordered
}
