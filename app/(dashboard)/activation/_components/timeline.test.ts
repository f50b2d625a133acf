import { expect, it } from 'vitest'
import type { GateState } from '@/server/core/activation/types'
import { segmentsOf } from './timeline'

const change = (at: number, from: GateState, to: GateState, canaryPct = 0) => ({ at, from, to, canaryPct })
const segments = (changes: ReturnType<typeof change>[], from = 100, to = 200) =>
  segmentsOf(changes, { state: 'on', canaryPct: 100 }, from, to).map(
    ({ state, canaryPct, from, to }) => `${state} ${canaryPct}: ${from}–${to}`,
  )

it('is one state where nothing changed', () => {
  expect(segments([])).toEqual(['on 100: 100–200'])
})

it('goes from change to change, whatever order they come in', () => {
  expect(segments([change(160, 'canary', 'on', 100), change(120, 'shadow', 'canary', 5), change(140, 'canary', 'canary', 25)])).toEqual([
    'shadow 0: 100–120',
    'canary 5: 120–140',
    'canary 25: 140–160',
    'on 100: 160–200',
  ])
})

it('begins with what was entered before, and ends with the span', () => {
  expect(segments([change(50, 'shadow', 'canary', 50), change(180, 'canary', 'suspended'), change(250, 'suspended', 'shadow')])).toEqual([
    'canary 50: 100–180',
    'suspended 0: 180–200',
  ])
})
