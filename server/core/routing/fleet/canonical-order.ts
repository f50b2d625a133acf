// The order of nodes within a class: by hash, then id. A radix sort over slots with their hashes beside them, so that every pass
// reads straight through memory, and no choice of ids can make it slow.

/** Slot, hash and whatever goes with the slot, side by side. */
export const each = 3
const digits = 256
/** So few are in order sooner when each is moved to its place. */
const few = 24

/** Sorts the entries that lie from here to there. `spare` has room for as many. */
export function sortClass(entries: Int32Array, from: number, to: number, spare: Int32Array, ids: readonly string[]): void {
  if (to - from > each * few) dealByHash(entries, from, to, spare)
  settle(entries, from, to, ids)
}

const counts = new Int32Array(4 * digits)

function dealByHash(entries: Int32Array, from: number, to: number, spare: Int32Array): void {
  counts.fill(0)
  for (let at = from; at < to; at += each) {
    const hash = entries[at + 1]!
    counts[hash & 255]!++
    counts[digits + ((hash >>> 8) & 255)]!++
    counts[2 * digits + ((hash >>> 16) & 255)]!++
    counts[3 * digits + (hash >>> 24)]!++
  }
  const length = to - from
  deal(entries, from, length, spare, 0, 0)
  deal(spare, 0, length, entries, from, 1)
  deal(entries, from, length, spare, 0, 2)
  deal(spare, 0, length, entries, from, 3)
}

/** One pass: everything to its bucket by this digit, in the order it came. */
function deal(from: Int32Array, start: number, length: number, to: Int32Array, begin: number, digit: number): void {
  const base = digit * digits
  let sum = begin
  for (let i = base; i < base + digits; i++) {
    const count = counts[i]!
    counts[i] = sum
    sum += each * count
  }
  for (let at = start; at < start + length; at += each) {
    const bucket = base + ((from[at + 1]! >>> (8 * digit)) & 255)
    const place = counts[bucket]!
    counts[bucket] = place + each
    to[place] = from[at]!
    to[place + 1] = from[at + 1]!
    to[place + 2] = from[at + 2]!
  }
}

/** Moves each entry to its place among those before it: mostly it is there, since hashes have 32 bits. */
function settle(entries: Int32Array, from: number, to: number, ids: readonly string[]): void {
  for (let i = from + each; i < to; i += each)
    for (let at = i; at > from && precedes(entries, at, at - each, ids); at -= each) swap(entries, at, at - each)
}

function swap(entries: Int32Array, a: number, b: number): void {
  for (let k = 0; k < each; k++) {
    const one = entries[a + k]!
    entries[a + k] = entries[b + k]!
    entries[b + k] = one
  }
}

function precedes(entries: Int32Array, a: number, b: number, ids: readonly string[]): boolean {
  const x = entries[a + 1]! >>> 0
  const y = entries[b + 1]! >>> 0
  return x === y ? ids[entries[a]!]! < ids[entries[b]!]! : x < y
}
