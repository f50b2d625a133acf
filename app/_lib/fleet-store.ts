// What a live picture of the fleet holds, by id: events folded in, listeners told at most once a second.

import type { FleetEvent } from '@/server/control/services/nodes/schemas'
import { unpackRows } from '@/server/core/bytes/rows'

type Row = { id: string }
export type FleetStore<R extends Row> = ReturnType<typeof createFleetStore<R>>

export function createFleetStore<R extends Row>(everyMs = 1000) {
  let nodes: ReadonlyMap<string, R> = new Map()
  const listeners = new Set<() => void>()
  let pending: { full: boolean; upsert: Map<string, R>; remove: Set<string>; more: boolean } | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let lastFlush = Number.NEGATIVE_INFINITY

  function flush() {
    timer = null
    // Half a picture is not shown.
    if (pending === null || pending.more) return
    lastFlush = performance.now()
    const { full, upsert, remove } = pending
    pending = null
    nodes = full ? upsert : changed(nodes, upsert, remove)
    for (const listener of listeners) listener()
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
      for (const node of unpackRows<R>(event.nodes)) {
        pending.upsert.set(node.id, node)
        pending.remove.delete(node.id)
      }
      pending.more = event.more
      timer ??= setTimeout(flush, Math.max(0, lastFlush + everyMs - performance.now()))
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}

function changed<R>(was: ReadonlyMap<string, R>, upsert: ReadonlyMap<string, R>, remove: ReadonlySet<string>) {
  const next = new Map(was)
  for (const id of remove) next.delete(id)
  for (const [id, node] of upsert) next.set(id, node)
  return next
}
