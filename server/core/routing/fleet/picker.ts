// Picking on packed words. What is drawn and in which order is `scan.ts`'s to say; here it is done without an object for
// each node that is only looked at. There is one picker, used by one decision after the other: what it notes is read out
// before the next begins, and it holds nothing that a decision could find of an earlier one.

import { cellVector } from '../../geo/cell-vector'
import type { Ask } from '../ask'
import { Drawn, draws, isAmong, isBetter, mostLooks, positionAt, secondDraws, soughtIn, wholePool } from '../draw'
import { lookAt } from '../look'
import { type Cuts, cutsOf, type Looked, noCuts, passingFilters } from '../looked'
import { score } from '../score'
import type { NodeId } from '../types'
import { comesFirst, isSlice, sliceIn } from './conversation'
import type { FleetIndex } from './fleet-index'
import { capacity, live, NodeCheck, special } from './node-check'
import { classBits, flag, flagBits, kmBetween, wordsANode } from './node-words'
import { type Part, placeIn, type RungPool, stretchEnd, stretchesOf, stretchStart } from './plan'
import type { Pool } from './pool'

const asking = special | flag.up

/** Of which the nodes hardly lie in the processor's cache. */
const largePart = 2048

class Picker {
  affinity: 'kept' | 'broken' | null = null
  /** Of those looked at. */
  eligible = 0
  private index!: FleetIndex
  private pool!: Pool
  private ask!: Ask
  private geo = true
  private order = 0
  private w!: Int32Array
  private slots!: Int32Array
  private readonly check = new NodeCheck()
  private isConversation = false
  /** Until when what was cut stays so, as far as time alone goes, epoch ms. */
  private until = 0
  private hasOrigin = false
  private readonly origin = new Float64Array(3)
  /** Cut in the part being looked at, and in the rung's earlier ones. */
  private readonly cuts = new Int32Array(passingFilters.length)
  private readonly sums = new Int32Array(passingFilters.length)
  private readonly drawn = new Int32Array(mostLooks)
  private readonly isDrawn = new Drawn()
  private readonly ahead = new Int32Array(draws + 1)
  /** Slots of the eligible ones to be scored. */
  private readonly taken = new Int32Array(wholePool)
  private takenCount = 0

  begin(index: FleetIndex, pool: Pool, ask: Ask, geo: boolean): void {
    this.check.begin(index, ask)
    this.index = index
    this.pool = pool
    this.ask = ask
    this.geo = geo
    this.order = ask.order
    this.w = index.words.w
    this.slots = pool.slots
    this.affinity = null
    this.isConversation = ask.request.affinityKey !== null
    const { cell } = ask.request.origin
    this.hasOrigin = cell !== null
    if (cell !== null) cellVector(cell, this.origin)
  }

  /** Takes what is to be scored, and answers what was cut. */
  pickFrom(rung: RungPool): Cuts {
    const { parts, nothing } = rung
    const isKept = this.check.isPlain && !this.isConversation
    this.eligible = 0
    this.takenCount = 0
    if (isKept && nothing !== null && nothing.state === this.index.state && nothing.from <= this.ask.now && this.ask.now <= nothing.until)
      return nothing.cuts
    this.until = Number.POSITIVE_INFINITY
    for (let i = 0; i < parts.length; i++) {
      this.pickFromPart(parts[i]!)
      // Mostly the first has one.
      if (i === 0 && this.eligible > 0) return cutsOf(this.cuts)
      this.addUp(i === 0)
      if (this.eligible > 0) return cutsOf(this.sums)
    }
    const all = parts.length === 0 ? noCuts : cutsOf(this.sums)
    if (isKept && this.ask.now < this.until) {
      rung.nothing = { state: this.index.state, from: this.ask.now, until: this.until, cuts: all }
      this.index.note(this.ask.now)
    }
    return all
  }

  private addUp(isFirst: boolean): void {
    const { cuts, sums } = this
    for (let i = 0; i < sums.length; i++) sums[i] = (isFirst ? 0 : sums[i]!) + cuts[i]!
  }

  found(): readonly Looked[] {
    const { taken, takenCount } = this
    const { ids } = this.index
    if (takenCount === draws) {
      const a = ids[taken[0]!]!
      const b = ids[taken[1]!]!
      const c = ids[taken[2]!]!
      return [this.look(taken[0]!, a), this.look(taken[1]!, b), this.look(taken[2]!, c)]
    }
    const found = [this.look(taken[0]!, ids[taken[0]!]!)]
    for (let i = 1; i < takenCount; i++) found.push(this.look(taken[i]!, ids[taken[i]!]!))
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
      if (this.eligible === 0) this.drawOn(part)
      if (this.eligible === 0) this.search(part)
    }
  }

  private draw(part: Part): void {
    if (part.length >= largePart) this.callAhead(part)
    const { drawn, slots, order, w, cuts, taken, check } = this
    const { now, isPlain } = check
    const { length, start, upTo } = part
    let looked = 0
    let count = 0
    for (let n = 0; n < mostLooks && count < draws; n++) {
      const position = positionAt(order, n, length)
      if (isAmong(drawn, position, looked)) continue
      drawn[looked++] = position
      const slot = slots[upTo === null ? start + position : placeIn(part, position)]!
      const at = slot * wordsANode
      const load = w[at + 1]!
      // The usual case without a call: `cutOf` in two lines.
      const isOpen = isPlain && ((w[at + 3]! >>> flagBits) & asking) === flag.up && now <= w[at]! && load >>> 16 < (load & 0xffff)
      const cut = isOpen ? -1 : check.cutOf(slot)
      if (cut < 0) taken[count++] = slot
      else cuts[cut]!++
    }
    this.takenCount = count
    this.eligible = count
  }

  /**
   * Reads what the first draws will look at. One after the other they would each wait for memory, twice; asked for all at once,
   * memory answers all at once: 1.07 µs in place of 1.20 among 100,000 nodes (2026-11, on a busy machine).
   */
  private callAhead(part: Part): void {
    const { ahead, slots, order, w } = this
    const { length, start, upTo } = part
    for (let n = 0; n < ahead.length; n++) {
      const position = positionAt(order, n, length)
      ahead[n] = slots[upTo === null ? start + position : placeIn(part, position)]!
    }
    // Written somewhere, or the reading would be optimised away.
    for (let n = 0; n < ahead.length; n++) ahead[n] = w[ahead[n]! * wordsANode + 1]!
  }

  private lookThrough(part: Part): void {
    for (let position = 0; position < part.length; position++) {
      const slot = this.slots[placeIn(part, position)]!
      this.noteUntil(slot, this.consider(slot))
    }
  }

  private consider(slot: number): number {
    const cut = this.check.cutOf(slot)
    if (cut >= 0) this.cuts[cut]!++
    else this.take(slot)
    return cut
  }

  private take(slot: number): void {
    this.taken[this.takenCount++] = slot
    this.eligible++
  }

  /** The first draws found nothing. */
  private drawOn(part: Part): void {
    const { isDrawn, slots, order } = this
    const most = soughtIn(part.length)
    if (most === mostLooks) return
    isDrawn.clear()
    for (let n = 0; n < most && this.eligible < draws; n++) {
      const position = positionAt(order, n, part.length)
      if (isDrawn.add(position) && n >= mostLooks) this.consider(slots[placeIn(part, position)]!)
    }
  }

  /** A large part of which the draws found nothing: looked through, and drawn from among what is left. */
  private search(part: Part): void {
    const { drawn } = this
    const left: number[] = []
    clear(this.cuts)
    for (let i = 0; i < stretchesOf(part); i++) this.searchStretch(stretchStart(part, i), stretchEnd(part, i), left)
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

  private searchStretch(from: number, to: number, left: number[]): void {
    const { slots, w, cuts, check } = this
    const { now, isPlain } = check
    let soonest = Number.POSITIVE_INFINITY
    let full = 0
    for (let at = from; at < to; at++) {
      const slot = slots[at]!
      const word = slot * wordsANode
      // The usual cases without a call, as in `draw`: memory is then asked for the next nodes while it answers for this one.
      if (isPlain && ((w[word + 3]! >>> flagBits) & asking) === flag.up && now <= w[word]!) {
        const load = w[word + 1]!
        if (w[word]! < soonest) soonest = w[word]!
        if (load >>> 16 < (load & 0xffff)) left.push(slot)
        else full++
        continue
      }
      const cut = check.cutOf(slot)
      this.noteUntil(slot, cut)
      if (cut >= 0) cuts[cut]!++
      else left.push(slot)
    }
    cuts[capacity]! += full
    this.until = Math.min(this.until, this.index.words.epoch + soonest)
  }

  /** Whether a node of the conversation's slice took it, or none of the part can. */
  private keepConversation(part: Part): boolean {
    const { index, pool, order, slots, cuts, taken } = this
    const isWhole = isSlice(part)
    const { from, to } = isWhole ? { from: 0, to: part.length } : sliceIn(pool, part, order, index.words)
    clear(cuts)
    let own = -1
    let ownCut = 0
    let eligible = 0
    for (let position = from; position < to; position++) {
      const slot = slots[isWhole ? placeIn(part, position) : position]!
      const cut = this.check.cutOf(slot)
      if (cut >= 0) cuts[cut]!++
      else {
        // Those that come first, in order.
        let at = Math.min(eligible++, draws)
        for (; at > 0 && comesFirst(index, order, slot, taken[at - 1]!); at--) if (at < draws) taken[at] = taken[at - 1]!
        if (at < draws) taken[at] = slot
      }
      if ((own < 0 || comesFirst(index, order, slot, own)) && this.check.couldKeep(slot)) {
        own = slot
        ownCut = cut
      }
    }
    if (own >= 0) this.affinity ??= ownCut < 0 ? 'kept' : 'broken'
    if (eligible === 0) return isWhole
    this.takenCount = Math.min(eligible, draws)
    this.eligible = eligible
    return true
  }

  private noteUntil(slot: number, cut: number): void {
    const { words } = this.index
    if ((words.flagsOf(slot) & special) !== 0) this.until = Number.NEGATIVE_INFINITY
    else if (cut !== live && words.liveUntil(slot) < this.until) this.until = words.liveUntil(slot)
  }

  private look(slot: number, id: NodeId): Looked {
    const { index, w, geo } = this
    const at = slot * wordsANode
    const load = w[at + 1]!
    const rate = w[at + 3]!
    const place = index.classes.values[w[at + 5]! >>> classBits]!
    if (((rate >>> flagBits) & flag.odd) !== 0) return lookAt(index.nodeAt(slot), place, this.hasOrigin ? this.origin : null, geo)
    const slots = load & 0xffff
    const free = slots - (load >>> 16)
    const permille = (rate >>> 16) & 1023
    const km = this.hasOrigin && ((rate >>> flagBits) & flag.placed) !== 0 ? kmBetween(w[at + 2]!, rate, this.origin) : -1
    return { id, hash: w[at + 4]!, geo: place, free, slots, permille, km, score: score(free, slots, permille, km, geo) }
  }
}

/** Six stores are quicker than a call. */
function clear(counts: Int32Array): void {
  for (let i = 0; i < passingFilters.length; i++) counts[i] = 0
}

export const picker = new Picker()
