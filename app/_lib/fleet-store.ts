// The fleet as the map and its table twin share it: one Map, events folded in, listeners told at most once a second.

import type { FleetEvent, FleetPoint } from '@/server/control/services/nodes/schemas'

export type FleetChange = { full: boolean; upsert: readonly FleetPoint[]; remove: readonly string[] }
export type FleetStore = ReturnType<typeof createFleetStore>

export function createFleetStore(everyMs = 1000) {
  let nodes: ReadonlyMap<string, FleetPoint> = new Map()
  const listeners = new Set<(change: FleetChange) => void>()
  let pending: { full: boolean; upsert: Map<string, FleetPoint>; remove: Set<string> } | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let lastFlush = Number.NEGATIVE_INFINITY

  function flush() {
    timer = null
    lastFlush = performance.now()
    if (!pending) return
    const { full, upsert, remove } = pending
    pending = null
    const next = new Map(full ? [] : nodes)
    for (const id of remove) next.delete(id)
    for (const [id, node] of upsert) next.set(id, node)
    nodes = next
    for (const listener of listeners) listener({ full, upsert: [...upsert.values()], remove: [...remove] })
  }

  return {
    nodes: () => nodes,
    apply(event: FleetEvent) {
      pending ??= { full: false, upsert: new Map(), remove: new Set() }
      if (event.type === 'full') pending = { full: true, upsert: new Map(event.nodes.map((node) => [node.id, node])), remove: new Set() }
      else {
        for (const id of event.remove) {
          pending.remove.add(id)
          pending.upsert.delete(id)
        }
        for (const node of event.upsert) {
          pending.upsert.set(node.id, node)
          pending.remove.delete(node.id)
        }
      }
      timer ??= setTimeout(flush, Math.max(0, lastFlush + everyMs - performance.now()))
    },
    subscribe(listener: (change: FleetChange) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
