import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FleetEvent, FleetPoint } from '@/server/control/services/nodes/schemas'
import { packRows } from '@/server/core/bytes/rows'
import { createFleetStore } from './fleet-store'

const node = (id: string, free = 1): FleetPoint => ({
  id,
  at: [0, 0],
  zone: 'EU',
  country: 'DE',
  condition: 'live',
  trust: 'consistent',
  free,
  slots: 2,
  operator: 'o',
  simulated: false,
})

const event = (type: FleetEvent['type'], nodes: FleetPoint[], remove: string[] = [], more = false): FleetEvent => ({
  type,
  at: 0,
  nodes: packRows(nodes),
  remove,
  more,
})

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

it('folds a burst of events into one change a second, the last word winning', () => {
  const store = createFleetStore<FleetPoint>()
  const told = vi.fn()
  store.subscribe(told)
  store.apply(event('full', [node('a'), node('b')]))
  vi.advanceTimersByTime(1)
  store.apply(event('delta', [node('a', 0)], ['b']))
  store.apply(event('delta', [node('b', 2), node('a', 2)]))
  vi.advanceTimersByTime(500)
  expect(told).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(600)
  expect(told).toHaveBeenCalledTimes(2)
  expect([...store.nodes().values()].map(({ id, free }) => [id, free])).toEqual([
    ['a', 2],
    ['b', 2],
  ])
})

it('forgets what came before a full picture, as after a reconnection', () => {
  const store = createFleetStore()
  store.apply(event('full', [node('gone')]))
  vi.advanceTimersByTime(1500)
  store.apply(event('delta', [node('gone', 0)]))
  store.apply(event('full', [node('a')]))
  vi.advanceTimersByTime(1500)
  expect([...store.nodes().keys()]).toEqual(['a'])
})

it('shows nothing of a picture that comes in parts until it is whole', () => {
  const store = createFleetStore()
  store.apply(event('full', [node('a')], [], true))
  vi.advanceTimersByTime(5000)
  expect(store.nodes().size).toBe(0)
  store.apply(event('delta', [node('b')]))
  vi.advanceTimersByTime(1)
  expect([...store.nodes().keys()]).toEqual(['a', 'b'])
})
