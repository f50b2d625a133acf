import { describe, expect, it } from 'vitest'
import { zoneColors } from '@/server/core/config/schema'
import { zoneHues } from './theme/tokens'
import { zoneSlots } from './zone-slots'

const slots = (zones: Parameters<typeof zoneSlots>[0]) => Object.fromEntries([...zoneSlots(zones)].map(([code, { slot }]) => [code, slot]))

describe('hues of zones', () => {
  it('have the names that the configuration knows', () => {
    expect(zoneHues.map(({ name }) => name)).toEqual([...zoneColors])
  })

  it('are one’s own, else an ancestor’s, else by place', () => {
    const zones = [
      { code: 'NA', parent: null },
      { code: 'EU', parent: null, color: 'violet' as const },
      { code: 'EU-W', parent: 'EU' },
      { code: 'EU-E', parent: 'EU', color: 'sky' as const },
      { code: 'SA', parent: null },
    ]
    expect(slots(zones)).toEqual({ NA: 0, EU: 6, 'EU-W': 6, 'EU-E': 5, SA: 2 })
  })

  it('end on a cycle, which a draft may have', () => {
    expect(
      slots([
        { code: 'A', parent: 'B' },
        { code: 'B', parent: 'A' },
      ]),
    ).toEqual({ A: 0, B: 0 })
  })
})
