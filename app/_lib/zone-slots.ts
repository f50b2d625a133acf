// Which hue a zone has: its own colour, else its nearest ancestor's, else one by its place among the top-level zones, so that a new
// zone moves nobody's.

import { type ZoneColor, zoneColors } from '@/server/core/config/schema'

type Coloured = { code: string; parent: string | null; color?: ZoneColor }

export function zoneSlots(zones: readonly Coloured[]): Map<string, { top: string; slot: number }> {
  const byCode = new Map(zones.map((zone) => [zone.code, zone]))
  const tops = zones.filter((zone) => zone.parent === null).map((zone) => zone.code)
  return new Map(
    zones.map((zone) => {
      let top = zone
      let color = zone.color
      // No deeper than zones may be, and never round a cycle.
      for (let i = 0; top.parent !== null && i < 8; i++) {
        const parent = byCode.get(top.parent)
        if (!parent) break
        top = parent
        color ??= parent.color
      }
      return [zone.code, { top: top.code, slot: color === undefined ? Math.max(0, tops.indexOf(top.code)) : zoneColors.indexOf(color) }]
    }),
  )
}
