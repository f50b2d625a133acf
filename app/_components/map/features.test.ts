import { expect, it } from 'vitest'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import { isDrawnAlike, nodeFeature } from './features'

const node: FleetPoint = {
  id: 'a',
  at: [8, 50],
  approximate: false,
  zone: 'EU',
  country: 'DE',
  condition: 'live',
  trust: 'consistent',
  free: 1,
  slots: 2,
  operator: 'o',
  simulated: false,
}

it('two states of a node are drawn alike exactly where the map shows the same', () => {
  const later: Partial<FleetPoint>[] = [
    { free: 0 },
    { slots: 8 },
    { condition: 'offline' },
    { trust: 'contradicted' },
    { simulated: true },
    { at: [8, 51] },
    { at: null },
  ]
  for (const change of later) {
    const next = { ...node, ...change }
    const isSame = JSON.stringify(nodeFeature(next)) === JSON.stringify(nodeFeature(node))
    expect([change, isDrawnAlike(node, next)]).toEqual([change, isSame])
  }
  expect(isDrawnAlike(undefined, node)).toBe(false)
})
