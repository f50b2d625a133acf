// What decisions read of a node that changes by the minute, packed: six words of 32 bits a node, side by side, so that looking
// at one mostly costs one line of the processor's cache whatever the size of the fleet.
//
//   0 live until, ms from the epoch     1 slots · busy       2 place as a vector, x · y
//   3 place, z · failure rate · flags   4 hash of the id     5 card · length of life · class of place
//
// A node whose values do not fit is marked odd, and is then looked at as the object that it is.

import { chordKm, roundVector, vectorOf } from '../../geo/unit-vector'
import { registeredMs } from '../candidates'
import { panicGrace } from '../filters'
import { knownPlace } from '../known-place'
import type { FleetNode } from '../types'

export const flag = {
  /** Serving and not drained. */
  up: 1,
  /** Held back until some time: whether it still is has to be asked of the node itself. */
  timed: 2,
  placed: 4,
  odd: 8,
  /** In an isolating Subcloud, and so in no other pool. */
  held: 16,
} as const

export const wordsANode = 6
/** Where the flags begin in word 3; beneath them are ten bits of failure rate, in thousandths. */
export const flagBits = 26
const rateBits = 16
const most = 0xffff
export const classBits = 12
const mostClasses = 1 << 20
const card = 0xff
const lifeBits = 8
/** How long a node lives after its last message, as one of the first so many lengths there were; 0: of another. */
const mostLives = 15
/** Long before any time that can be asked for. */
const never = -(2 ** 31)
/** Milliseconds from the epoch that a word holds, either way: 24 days. */
const span = 2 ** 31 - 1
/** For how long after its last message a node of which words tell is live, at most. */
const mostLiveMs = 3_600_000

export class NodeWords {
  w = new Int32Array(0)
  /** What times are counted from, epoch ms, so that 32 bits hold them; it follows the nodes' own. */
  epoch = Number.NEGATIVE_INFINITY
  /** ms, by number. */
  private readonly lives = [mostLiveMs]

  get capacity(): number {
    return this.w.length / wordsANode
  }

  reserve(count: number): void {
    if (count <= this.capacity) return
    const w = new Int32Array(wordsANode * Math.max(16, count, Math.ceil(this.capacity * 1.25)))
    w.set(this.w)
    this.w = w
  }

  /** Whether words hold such times; for others nodes have to be asked themselves. */
  canTell(now: number): boolean {
    const time = now - this.epoch
    return time > never && time <= span
  }

  /** A time as words count it. */
  timeOf(now: number): number {
    return now - this.epoch
  }

  /** Load and liveness; says whether the node may have become, or ceased to be, eligible by it at some time after `since`. */
  setLoad(slot: number, node: FleetNode, since: number): boolean {
    const at = slot * wordsANode
    const { w } = this
    const { slots, liveUntil } = node
    const before = this.liveUntil(slot)
    const wasFree = this.isFree(slot)
    const flags = this.flagsOf(slot)
    const busy = Math.max(node.inFlight, node.leased, 0)
    const rate = Math.round(node.failureRate * 1000)
    const isTime = Number.isInteger(liveUntil) && liveUntil - node.lastSeenAt <= mostLiveMs
    const fits = isTime && isCount(slots) && isCount(busy) && rate >= 0 && rate <= 1000
    w[at] = fits ? this.keep(liveUntil) : never
    w[at + 1] = fits ? slots | (busy << 16) : 0
    const lifeBefore = this.lifeOf(slot)
    const life = fits ? this.lifeFor(liveUntil - node.lastSeenAt) : 0
    w[at + 5] = (w[at + 5]! & ~(mostLives << lifeBits)) | (life << lifeBits)
    const marks = (flags & (flag.placed | flag.held)) | statusOf(node) | (fits ? 0 : flag.odd)
    w[at + 3] = (w[at + 3]! & most) | (marks << flagBits) | ((fits ? rate : 0) << rateBits)
    return (
      marks !== flags ||
      life !== lifeBefore ||
      // Until when it is held back is not in the words.
      (marks & (flag.odd | flag.timed)) !== 0 ||
      wasFree !== busy < slots ||
      (before !== liveUntil && (liveUntil < before || before < since))
    )
  }

  setPlace(slot: number, node: FleetNode, classId: number, isHeld: boolean): void {
    const at = slot * wordsANode
    const { w } = this
    const point = knownPlace(node)?.point ?? null
    if (classId >= mostClasses) throw new RangeError(`more than ${mostClasses} classes of places`)
    w[at + 5] = (classId << classBits) | (w[at + 5]! & ((1 << classBits) - 1))
    const [x, y, z] = point === null ? [0, 0, 0] : roundVector(vectorOf(point))
    const marks = (this.flagsOf(slot) & ~(flag.placed | flag.held)) | (point === null ? 0 : flag.placed) | (isHeld ? flag.held : 0)
    w[at + 2] = (x & most) | (y << 16)
    w[at + 3] = (z & most) | (w[at + 3]! & (1023 << rateBits)) | (marks << flagBits)
  }

  /** `number`: its card's, below 256. */
  setIdentity(slot: number, hash: number, number: number): void {
    const at = slot * wordsANode
    this.w[at + 4] = hash
    this.w[at + 5] = (this.w[at + 5]! & ~card) | number
  }

  clear(slot: number): void {
    const at = slot * wordsANode
    this.w.fill(0, at, at + wordsANode)
    this.w[at] = never
  }

  flagsOf(slot: number): number {
    return this.w[slot * wordsANode + 3]! >>> flagBits
  }

  /** Epoch ms; for an odd node, and one unheard of for weeks, some time long ago. */
  liveUntil(slot: number): number {
    return this.epoch + this.w[slot * wordsANode]!
  }

  /** Until when it is live in a panic, at most; `knowsLife` says whether just until then. */
  gracedUntil(slot: number): number {
    return this.liveUntil(slot) + (panicGrace - 1) * this.lives[this.lifeOf(slot)]!
  }

  knowsLife(slot: number): boolean {
    return this.lifeOf(slot) !== 0
  }

  /** Epoch ms; null where words do not tell. */
  lastSeenAt(slot: number): number | null {
    return this.knowsLife(slot) ? this.liveUntil(slot) - this.lives[this.lifeOf(slot)]! : null
  }

  /** Until when the node is registered at least. */
  registeredUntil(slot: number): number {
    return this.liveUntil(slot) - mostLiveMs + registeredMs
  }

  /** Whether it certainly is; false where words cannot tell. */
  isRegistered(slot: number, now: number): boolean {
    return this.w[slot * wordsANode] !== never && now < this.registeredUntil(slot)
  }

  /** The last time from `since` on until which time alone changes nothing of what words tell of it. */
  unchangedUntil(slot: number, since: number): number {
    if (this.w[slot * wordsANode] === never) return Number.POSITIVE_INFINITY
    const liveUntil = this.liveUntil(slot)
    if (liveUntil >= since) return liveUntil
    const gracedUntil = this.gracedUntil(slot)
    if (gracedUntil >= since) return gracedUntil
    const registeredUntil = this.registeredUntil(slot)
    return registeredUntil > since ? registeredUntil - 1 : Number.POSITIVE_INFINITY
  }

  isFree(slot: number): boolean {
    const load = this.w[slot * wordsANode + 1]!
    return load >>> 16 < (load & most)
  }

  cardOf(slot: number): number {
    return this.w[slot * wordsANode + 5]! & card
  }

  classOf(slot: number): number {
    return this.w[slot * wordsANode + 5]! >>> classBits
  }

  hashOf(slot: number): number {
    return this.w[slot * wordsANode + 4]! >>> 0
  }

  private lifeOf(slot: number): number {
    return (this.w[slot * wordsANode + 5]! >>> lifeBits) & mostLives
  }

  private lifeFor(ms: number): number {
    const known = this.lives.indexOf(ms, 1)
    if (known > 0) return known
    return Number.isInteger(ms) && this.lives.length <= mostLives ? this.lives.push(ms) - 1 : 0
  }

  /** A time as it is kept: those that have gone by weeks ago are all alike, and one that is weeks ahead moves the epoch on. */
  private keep(ms: number): number {
    if (!(ms - this.epoch <= span)) this.moveEpoch(ms)
    return Math.max(ms - this.epoch, never)
  }

  private moveEpoch(to: number): void {
    const by = to - this.epoch
    for (let at = 0; at < this.w.length; at += wordsANode) this.w[at] = Math.max(this.w[at]! - by, never)
    this.epoch = to
  }
}

/** From a node's words 2 and 3. */
export function kmBetween(xy: number, z: number, origin: Float64Array): number {
  const x = ((xy << 16) >> 16) - origin[0]!
  const y = (xy >> 16) - origin[1]!
  const up = ((z << 16) >> 16) - origin[2]!
  return chordKm(x * x + y * y + up * up)
}

const isCount = (n: number) => Number.isInteger(n) && n >= 0 && n <= most

function statusOf({ status, drained, quarantinedUntil, ejectedUntil }: FleetNode): number {
  const isTimed = quarantinedUntil !== null || (ejectedUntil !== undefined && ejectedUntil !== null)
  return (status === 'serving' && !drained ? flag.up : 0) | (isTimed ? flag.timed : 0)
}
