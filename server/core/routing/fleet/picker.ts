// Picking on packed words. What is drawn and in which order is `scan.ts`'s to say; here it is done without an object for
// each node that is only looked at. There is one picker, used by one decision after the other: what it notes is read out
// before the next begins, and it holds nothing that a decision could find of an earlier one.

import { chordKm, type Vector } from '../../geo/unit-vector'
import { type Ask, jobOf } from '../ask'
import { classFor, draws, isBetter, mostLooks, positionAt, secondDraws, sliceBits, sliceOf, sliceSize, tieOf, wholePool } from '../draw'
import { filters, type Job } from '../filters'
import { couldKeep, cutBy, lookAt } from '../look'
import { type Cuts, type Looked, noCuts, passingFilters } from '../looked'
import { score } from '../score'
import type { FleetIndex } from './fleet-index'
import { flag } from './node-words'
import { type Part, placeIn, type RungPool } from './plan'
import type { Pool } from './pool'

const passing: ReadonlySet<string> = new Set(passingFilters)
const asked = filters.filter(({ name }) => passing.has(name))
const live = 0
const drained = 1
const hardware = 2
const ban = 3
const tried = 4
const capacity = 5
const anyMemory = Number.NEGATIVE_INFINITY
/** To be asked of the node itself. */
const special = flag.odd | flag.timed

class Picker {
  affinity: 'kept' | 'broken' | null = null
  /** Of those looked at. */
  eligible = 0
  private index!: FleetIndex
  private pool!: Pool
  private ask!: Ask
  private geo = true
  private now = 0
  private order = 0
  private f64!: Float64Array
  private u16!: Uint16Array
  private slots!: Int32Array
  private job: Job | null = null
  /** A card is asked for by name: that has to be asked of the nodes themselves. */
  private isUnusual = false
  /** Who is silent may count as live for longer. */
  private isPanic = false
  private isConversation = false
  private minVramGb = anyMemory
  private bans: ReadonlySet<string> | null = null
  private tried: readonly string[] | null = null
  /** Until when what was cut stays so, as far as time alone goes. */
  private until = 0
  /** Cut in the part being looked at, and in the rung so far. */
  private readonly cuts = new Int32Array(passingFilters.length)
  private readonly sums = new Int32Array(passingFilters.length)
  private readonly drawn = new Int32Array(mostLooks)
  /** Slots of the eligible ones to be scored. */
  private readonly taken = new Int32Array(wholePool)
  private takenCount = 0

  begin(index: FleetIndex, pool: Pool, ask: Ask, geo: boolean): void {
    const { terms, request } = ask
    const { minVramGb, gpu } = request.requirements
    this.index = index
    this.pool = pool
    this.ask = ask
    this.geo = geo
    this.now = ask.now
    this.order = ask.order
    this.f64 = index.words.f64
    this.u16 = index.words.u16
    this.slots = pool.slots
    this.job = null
    this.affinity = null
    this.isUnusual = gpu !== null
    this.isPanic = terms.panic || (ask.panicIn !== undefined && ask.panicIn.size > 0)
    this.isConversation = request.affinityKey !== null
    this.minVramGb = minVramGb === null ? anyMemory : minVramGb
    this.bans = terms.bans
    this.tried = request.retry !== null && request.retry.tried.length > 0 ? request.retry.tried : null
  }

  /** Takes what is to be scored, and answers what was cut. */
  pickFrom(rung: RungPool): Cuts {
    const { sums, cuts } = this
    const { nothing } = rung
    const isPlain =
      this.minVramGb === anyMemory && !this.isUnusual && !this.isPanic && !this.isConversation && this.bans === null && this.tried === null
    this.eligible = 0
    this.takenCount = 0
    if (isPlain && nothing !== null && nothing.state === this.index.state && nothing.from <= this.now && this.now <= nothing.until)
      return nothing.cuts
    clear(sums)
    this.until = Number.POSITIVE_INFINITY
    for (let i = 0; i < rung.parts.length; i++) {
      this.pickFromPart(rung.parts[i]!)
      for (let j = 0; j < sums.length; j++) sums[j]! += cuts[j]!
      if (this.eligible > 0) return cutsOf(sums)
    }
    const all = cutsOf(sums)
    if (isPlain && this.now < this.until) {
      rung.nothing = { state: this.index.state, from: this.now, until: this.until, cuts: all }
      this.index.note(this.now)
    }
    return all
  }

  found(): readonly Looked[] {
    const { taken, takenCount } = this
    if (takenCount === draws) return [this.look(taken[0]!), this.look(taken[1]!), this.look(taken[2]!), this.look(taken[3]!)]
    const found: Looked[] = []
    for (let i = 0; i < takenCount; i++) found.push(this.look(taken[i]!))
    return found
  }

  best(found: readonly Looked[]): Looked {
    let best = found[0]!
    for (let i = 1; i < found.length; i++) if (isBetter(found[i]!, best, this.order, this.isConversation)) best = found[i]!
    return best
  }

  private pickFromPart(part: Part): void {
    if (this.isConversation && this.keepConversation(part)) return
    clear(this.cuts)
    if (part.length <= wholePool) this.lookThrough(part)
    else {
      this.draw(part)
      if (this.eligible === 0) this.search(part)
    }
  }

  private draw(part: Part): void {
    const { drawn, slots, order } = this
    let count = 0
    for (let n = 0; n < mostLooks && this.takenCount < draws; n++) {
      const position = positionAt(order, n, part.length)
      if (isAmong(drawn, position, count)) continue
      drawn[count++] = position
      this.consider(slots[placeIn(part, position)]!)
    }
  }

  private lookThrough(part: Part): void {
    for (let position = 0; position < part.length; position++) {
      const slot = this.slots[placeIn(part, position)]!
      this.noteUntil(slot, this.consider(slot))
    }
  }

  private consider(slot: number): number {
    const cut = this.cutOf(slot)
    if (cut >= 0) this.cuts[cut]!++
    else this.take(slot)
    return cut
  }

  private take(slot: number): void {
    this.taken[this.takenCount++] = slot
    this.eligible++
  }

  /** A large part of which the draws found nothing: looked through, and drawn from among what is left. */
  private search(part: Part): void {
    const { cuts, drawn } = this
    const left: number[] = []
    clear(cuts)
    for (let position = 0; position < part.length; position++) {
      const slot = this.slots[placeIn(part, position)]!
      const cut = this.cutOf(slot)
      this.noteUntil(slot, cut)
      if (cut >= 0) cuts[cut]!++
      else left.push(slot)
    }
    if (left.length <= wholePool) for (const slot of left) this.take(slot)
    else {
      let count = 0
      for (let n = secondDraws; count < draws; n++) {
        const position = positionAt(this.order, n, left.length)
        if (isAmong(drawn, position, count)) continue
        drawn[count++] = position
        this.take(left[position]!)
      }
    }
    this.eligible = left.length
  }

  /** Whether a node of the conversation's slice took it, or none of the part can. */
  private keepConversation(part: Part): boolean {
    const [from, to] = this.sliceOf(part)
    const isWhole = part.length < 2 * sliceSize
    clear(this.cuts)
    let own = -1
    const eligible: number[] = []
    for (let position = from; position < to; position++) {
      const slot = this.slots[isWhole ? placeIn(part, position) : position]!
      const cut = this.cutOf(slot)
      if (cut >= 0) this.cuts[cut]!++
      else eligible.push(slot)
      if ((own < 0 || this.comesFirst(slot, own)) && couldKeep(this.index.nodeAt(slot), this.jobFor(), asked)) own = slot
    }
    if (own >= 0) this.affinity ??= this.cutOf(own) < 0 ? 'kept' : 'broken'
    if (eligible.length === 0) return isWhole
    eligible.sort((a, b) => (this.comesFirst(a, b) ? -1 : 1))
    for (let i = 0; i < eligible.length && i < draws; i++) this.take(eligible[i]!)
    this.eligible = eligible.length
    return true
  }

  /** Where the conversation's slice begins and ends: in the part where that is small, else in the pool. */
  private sliceOf(part: Part): [from: number, to: number] {
    if (part.length < 2 * sliceSize) return [0, part.length]
    const { pool, order } = this
    const sizeOf = (i: number) => pool.ends[part.classes[i]!]! - pool.startOf(part.classes[i]!)
    const i = part.classes[classFor(order, part.classes.length, (n) => pool.classes[part.classes[n]!]!.hash, sizeOf)]!
    const start = pool.startOf(i)
    const end = pool.ends[i]!
    const bits = sliceBits(end - start)
    if (bits === 0) return [start, end]
    const slice = sliceOf(order, pool.classes[i]!.hash, bits)
    const from = this.firstAtLeast(slice * 2 ** (32 - bits), start, end)
    return [from, this.firstAtLeast((slice + 1) * 2 ** (32 - bits), from, end)]
  }

  private firstAtLeast(hash: number, from: number, to: number): number {
    let low = from
    let high = to
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.index.words.hashOf(this.slots[middle]!) < hash) low = middle + 1
      else high = middle
    }
    return low
  }

  private comesFirst(a: number, b: number): boolean {
    const { words, ids } = this.index
    const x = tieOf(this.order, words.hashOf(a))
    const y = tieOf(this.order, words.hashOf(b))
    return x === y ? ids[a]! < ids[b]! : x > y
  }

  /** Index of the first filter that the node fails, or −1. */
  private cutOf(slot: number): number {
    const { u16 } = this
    const at = slot * 16
    const flags = u16[at + 9]! >>> 10
    if (this.isUnusual || (flags & special) !== 0) return cutBy(this.index.nodeAt(slot), this.jobFor(), asked)
    if (!(this.now <= this.f64[slot * 4]!)) return this.isPanic ? cutBy(this.index.nodeAt(slot), this.jobFor(), asked) : live
    if ((flags & flag.up) === 0) return drained
    if (this.minVramGb !== anyMemory && !this.index.hasMemory(slot, this.minVramGb)) return hardware
    if (this.bans?.has(this.index.ids[slot]!)) return ban
    if (this.tried?.includes(this.index.ids[slot]!)) return tried
    return u16[at + 5]! < u16[at + 4]! ? -1 : capacity
  }

  private jobFor(): Job {
    this.job ??= jobOf(this.ask)
    return this.job
  }

  private noteUntil(slot: number, cut: number): void {
    if (((this.u16[slot * 16 + 9]! >>> 10) & special) !== 0) this.until = Number.NEGATIVE_INFINITY
    else if (cut !== live && this.f64[slot * 4]! < this.until) this.until = this.f64[slot * 4]!
  }

  private look(slot: number): Looked {
    const { index, u16, geo } = this
    const { origin } = this.ask
    const place = index.placeAt(slot)
    const at = slot * 16
    const rate = u16[at + 9]!
    if (((rate >>> 10) & flag.odd) !== 0) return lookAt(index.nodeAt(slot), place, origin, geo)
    const slots = u16[at + 4]!
    const free = slots - u16[at + 5]!
    const permille = rate & 1023
    const km = origin === null || ((rate >>> 10) & flag.placed) === 0 ? -1 : kmTo(index.words.i16, at + 6, origin)
    return {
      id: index.ids[slot]!,
      hash: index.words.i32[slot * 8 + 5]!,
      geo: place,
      free,
      slots,
      permille,
      km,
      score: score(free, slots, permille, km, geo),
    }
  }
}

function kmTo(i16: Int16Array, at: number, origin: Vector): number {
  const x = i16[at]! - origin[0]
  const y = i16[at + 1]! - origin[1]
  const z = i16[at + 2]! - origin[2]
  return chordKm(x * x + y * y + z * z)
}

/** Six stores are quicker than a call. */
function clear(counts: Int32Array): void {
  for (let i = 0; i < passingFilters.length; i++) counts[i] = 0
}

function isAmong(drawn: Int32Array, position: number, count: number): boolean {
  for (let i = 0; i < count; i++) if (drawn[i] === position) return true
  return false
}

function cutsOf(sums: Int32Array): Cuts {
  const a = sums[0]!
  const b = sums[1]!
  const c = sums[2]!
  const d = sums[3]!
  const e = sums[4]!
  const f = sums[5]!
  return (a | b | c | d | e | f) === 0 ? noCuts : [a, b, c, d, e, f]
}

export const picker = new Picker()
