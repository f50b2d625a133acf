// The fleet as the map and its table twin share it: one Map, events folded in, listeners told at most once a second.

import type { FleetEvent, FleetPoint } from '@/server/control/services/nodes/schemas'
import { unpackRows } from '@/server/core/bytes/rows'

/** `was`: the nodes before it. */
export type FleetChange = {
  full: boolean
  was: ReadonlyMap<string, FleetPoint>
  upsert: ReadonlyMap<string, FleetPoint>
  remove: ReadonlySet<string>
}
export type FleetStore = ReturnType<typeof createFleetStore>

export function createFleetStore(everyMs = 1000) {
  let nodes: ReadonlyMap<string, FleetPoint> = new Map()
  const listeners = new Set<(change: FleetChange) => void>()
  let pending: { full: boolean; upsert: Map<string, FleetPoint>; remove: Set<string>; more: boolean } | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let lastFlush = Number.NEGATIVE_INFINITY

  function flush() {
    timer = null
    // Half a picture is not shown.
    if (pending === null || pending.more) return
    lastFlush = performance.now()
    const { full, upsert, remove } = pending
    pending = null
    const was = nodes
    nodes = full ? upsert : changed(was, upsert, remove)
    for (const listener of listeners) listener({ full, was, upsert, remove })
  }

  return {
    nodes: () => nodes,
    apply(event: FleetEvent) {
      if (pending === null || event.type === 'full')
        pending = { full: event.type === 'full', upsert: new Map(), remove: new Set(), more: false }
      for (const id of event.remove) {
        pending.remove.add(id)
        pending.upsert.delete(id)
      }
      for (const node of unpackRows<FleetPoint>(event.nodes)) {
        pending.upsert.set(node.id, node)
        pending.remove.delete(node.id)
      }
      pending.more = event.more
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

function changed(was: ReadonlyMap<string, FleetPoint>, upsert: ReadonlyMap<string, FleetPoint>, remove: ReadonlySet<string>) {
  const next = new Map(was)
  for (const id of remove) next.delete(id)
  for (const [id, node] of upsert) next.set(id, node)
  return next
}
