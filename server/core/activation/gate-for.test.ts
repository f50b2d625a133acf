import { describe, expect, it } from 'vitest'
import { at, configWith } from '../testing/world'
import { gateFor } from './gate-for'
import type { GateOverride, GateView } from './types'

const config = configWith((base) => ({
  zones: [
    ...base.zones,
    { code: 'EU-W', name: 'West', parent: 'EU', countries: ['FR'] },
    { code: 'GULF', name: 'Gulf', replaces: ['GCC'] },
  ],
}))
const zones: GateView['zones'] = {
  NA: { state: 'on', canaryPct: 100 },
  EU: { state: 'canary', canaryPct: 25 },
  SEA: { state: 'canary', canaryPct: 5 },
  ME: { state: 'on', canaryPct: 100 },
  SA: { state: 'on', canaryPct: 100 },
  GULF: { state: 'on', canaryPct: 100 },
}
const override = (over: Partial<GateOverride>): GateView => ({
  zones,
  override: { state: 'on', zone: null, canaryPct: null, reason: 'r', expiresAt: at + 1000, ...over },
})
const gate = (view: GateView, zone: string | null, now = at) => gateFor(view, config, zone, now)

describe('gateFor', () => {
  it('follows the preferred zone, below the top level its top-level zone', () => {
    expect(gate({ zones, override: null }, 'EU')).toEqual({ state: 'canary', canaryPct: 25, overridden: false })
    expect(gate({ zones, override: null }, 'EU-W')).toEqual({ state: 'canary', canaryPct: 25, overridden: false })
    expect(gate({ zones, override: null }, 'GCC').state).toBe('on')
  })

  it('without a preferred zone is the least of the zones', () => {
    expect(gate({ zones, override: null }, null)).toEqual({ state: 'canary', canaryPct: 5, overridden: false })
    expect(gate({ zones: { ...zones, ME: { state: 'suspended', canaryPct: 0 } }, override: null }, null).state).toBe('suspended')
  })

  it('is off for a zone that was never ticked or does not exist', () => {
    expect(gate({ zones: {}, override: null }, 'EU').state).toBe('off')
    expect(gate({ zones: {}, override: null }, null).state).toBe('off')
    expect(gate({ zones, override: null }, 'ATLANTIS').state).toBe('off')
    expect(gate({ zones, override: null }, 'constructor').state).toBe('off')
  })

  it('an override sets the state in its scope and nowhere else', () => {
    expect(gate(override({ state: 'off' }), 'EU')).toEqual({ state: 'off', canaryPct: 0, overridden: true })
    expect(gate(override({ state: 'off' }), null)).toEqual({ state: 'off', canaryPct: 0, overridden: true })
    expect(gate(override({ zone: 'EU' }), 'EU-W')).toEqual({ state: 'on', canaryPct: 100, overridden: true })
    expect(gate(override({ zone: 'EU' }), 'SEA')).toEqual({ state: 'canary', canaryPct: 5, overridden: false })
    expect(gate(override({ state: 'canary', canaryPct: 40 }), 'NA').canaryPct).toBe(40)
    expect(gate(override({ state: 'canary' }), 'NA').canaryPct).toBe(5)
    const unsorted = configWith((base) => ({ gate: { ...base.gate, canarySteps: [50, 10, 100] } }))
    expect(gateFor(override({ state: 'canary' }), unsorted, 'NA', at).canaryPct).toBe(10)
  })

  it('g06 counts an override for nothing from the millisecond it expires', () => {
    expect(gate(override({ state: 'off' }), 'NA', at + 999).state).toBe('off')
    expect(gate(override({ state: 'off' }), 'NA', at + 1000)).toEqual({ state: 'on', canaryPct: 100, overridden: false })
  })
})
