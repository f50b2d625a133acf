import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import { createFleetStore, type FleetChange } from './fleet-store'

const node = (id: string, free = 1): FleetPoint => ({
  id,
  at: [0, 0],
  approximate: false,
  zone: 'EU',
  country: 'DE',
  condition: 'live',
  trust: 'consistent',
  free,
  slots: 2,
  operator: 'o',
  simulated: false,
})

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

it('folds a burst of events into one change a second, the last word winning', () => {
  const store = createFleetStore()
  const changes: FleetChange[] = []
  store.subscribe((change) => changes.push(change))
  store.apply({ type: 'full', at: 0, nodes: [node('a'), node('b')] })
  vi.advanceTimersByTime(1)
  store.apply({ type: 'delta', at: 1, upsert: [node('a', 0)], remove: ['b'] })
  store.apply({ type: 'delta', at: 2, upsert: [node('b', 2), node('a', 2)], remove: [] })
  vi.advanceTimersByTime(500)
  expect(changes).toHaveLength(1)
  vi.advanceTimersByTime(600)
  expect(changes).toHaveLength(2)
  expect(changes[1]!.remove).toEqual([])
  expect([...store.nodes().values()].map(({ id, free }) => [id, free])).toEqual([
    ['a', 2],
    ['b', 2],
  ])
})

it('forgets what came before a full picture, as after a reconnection', () => {
  const store = createFleetStore()
  store.apply({ type: 'full', at: 0, nodes: [node('gone')] })
  vi.advanceTimersByTime(1500)
  store.apply({ type: 'delta', at: 1, upsert: [node('gone', 0)], remove: [] })
  store.apply({ type: 'full', at: 2, nodes: [node('a')] })
  vi.advanceTimersByTime(1500)
  expect([...store.nodes().keys()]).toEqual(['a'])
})
