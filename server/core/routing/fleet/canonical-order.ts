// The order of nodes within a class: by hash, then id. Slots are dealt by as much of the hash, from the top, as tells nearly all of so
// many apart, and the few that it does not are moved. Where ids were chosen so that it does not, by all of the hash: nobody can make it slow.

/** Slot and hash, side by side: eight bytes, so that an entry lies in one line of the cache. */
export const each = 2
/** So few are in order sooner when each is moved to its place. */
const few = 24
/** Moves an entry, on average, above which hashes are no chance: it is expected to take an eighth. */
const unlikely = 4
/** Enough for 16 million in a class. */
const mostBits = 13

/** Sorts the entries that lie from here to there. `spare` has room for as many. */
export function sortClass(entries: Int32Array, from: number, to: number, spare: Int32Array, ids: readonly string[]): void {
  const count = (to - from) / each
  if (count > few) {
    // Two more bits than it takes to number them, in two digits.
    const bits = Math.min(mostBits, (35 - Math.clz32(count)) >>> 1)
    dealTwice(entries, from, to, spare, 32 - 2 * bits, bits)
    if (settle(entries, from, to, ids, unlikely * count)) return
    dealTwice(entries, from, to, spare, 0, 8)
    dealTwice(entries, from, to, spare, 16, 8)
  }
  settle(entries, from, to, ids, Number.POSITIVE_INFINITY)
}

const counts = new Int32Array(2 << mostBits)

/** In order of the 2·`bits` bits of the hash from `shift` on; what is equal in them stays in the order it came. */
function dealTwice(entries: Int32Array, from: number, to: number, spare: Int32Array, shift: number, bits: number): void {
  const digits = 1 << bits
  counts.fill(0, 0, 2 * digits)
  for (let at = from; at < to; at += each) {
    const hash = entries[at + 1]! >>> shift
    counts[hash & (digits - 1)]!++
    counts[digits + ((hash >>> bits) & (digits - 1))]!++
  }
  deal(entries, from, to - from, spare, 0, shift, digits, 0)
  deal(spare, 0, to - from, entries, from, shift + bits, digits, digits)
}

/** One pass: everything to its bucket by the digit above `shift`, of which there are so many of each from `base` on. */
function deal(
  from: Int32Array,
  start: number,
  length: number,
  to: Int32Array,
  begin: number,
  shift: number,
  digits: number,
  base: number,
): void {
  let sum = begin
  for (let i = base; i < base + digits; i++) {
    const count = counts[i]!
    counts[i] = sum
    sum += each * count
  }
  for (let at = start; at < start + length; at += each) {
    const hash = from[at + 1]!
    const bucket = base + ((hash >>> shift) & (digits - 1))
    const place = counts[bucket]!
    counts[bucket] = place + each
    to[place] = from[at]!
    to[place + 1] = hash
  }
}

/** Moves each entry to its place among those before it. False, and not done, where that takes more moves than `most`. */
function settle(entries: Int32Array, from: number, to: number, ids: readonly string[], most: number): boolean {
  let moves = 0
  for (let i = from + each; i < to; i += each) {
    if (!isBefore(entries[i + 1]! >>> 0, entries[i]!, entries, i - each, ids)) continue
    const slot = entries[i]!
    const hash = entries[i + 1]!
    let at = i
    do {
      entries[at] = entries[at - 2]!
      entries[at + 1] = entries[at - 1]!
      at -= each
      moves++
    } while (at > from && isBefore(hash >>> 0, slot, entries, at - each, ids))
    entries[at] = slot
    entries[at + 1] = hash
    if (moves > most) return false
  }
  return true
}

function isBefore(hash: number, slot: number, entries: Int32Array, other: number, ids: readonly string[]): boolean {
  const its = entries[other + 1]! >>> 0
  return hash === its ? ids[slot]! < ids[entries[other]!]! : hash < its
}
