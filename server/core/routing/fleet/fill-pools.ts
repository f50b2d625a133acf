// Puts a whole fleet into the empty pools of a family: dealt by class, then, a class at a time, sorted and put where each slot
// belongs. A class mostly lies in the processor's cache while that is done: a million nodes in tens of milliseconds.
// Loops over all nodes are functions of their own, which know nothing of objects that are made for one filling: with those every
// collection would throw their compiled code away.

import { each, sortClass } from './canonical-order'
import type { Family } from './family'
import type { FleetIndex } from './fleet-index'
import { PoolFiller } from './pool-filler'

export function fillPools(family: Family, index: FleetIndex): void {
  const { classes, offers, ids } = index
  const places = classes.values.flatMap((one) => one ?? []).sort((a, b) => (a.key < b.key ? -1 : 1))
  // Where each class begins, and by its number where its next entry goes. There is room for all of it, whoever is taken.
  const starts: number[] = []
  const next = new Int32Array(classes.size)
  let room = 0
  let largest = 0
  for (const { key } of places) {
    const id = classes.idOf(key)!
    const size = each * classes.countOf(id)
    starts.push(room)
    next[id] = room
    room += size
    largest = Math.max(largest, size)
  }

  const entries = new Int32Array(room)
  const counts = new Int32Array(offers.texts.length)
  dealByClass(family, index, entries, next, counts)
  const filler = new PoolFiller(family, offers, counts)
  const spare = new Int32Array(largest)
  for (const [i, place] of places.entries()) {
    const from = starts[i]!
    const to = next[classes.idOf(place.key)!]!
    sortClass(entries, from, to, spare, ids)
    filler.put(place, entries, from, to)
  }
}

/** `counts`: how many there are of each offer. */
function dealByClass(family: Family, index: FleetIndex, entries: Int32Array, next: Int32Array, counts: Int32Array): void {
  const some = index.candidatesFor(family)
  if (some !== null) for (const slot of some) deal(slot, family, index, entries, next, counts)
  else for (let slot = 0; slot < index.end; slot++) deal(slot, family, index, entries, next, counts)
}

function deal(slot: number, family: Family, index: FleetIndex, entries: Int32Array, next: Int32Array, counts: Int32Array): void {
  const { words, offers } = index
  if (!offers.has(slot) || !index.belongsIn(family, slot)) return
  const id = words.classOf(slot)
  const at = next[id]!
  next[id] = at + each
  entries[at] = slot
  entries[at + 1] = words.hashOf(slot)
  counts[offers.numberAt(slot)]!++
}
