// What decisions read of a node that changes by the minute, packed: 32 bytes a node, side by side, so that looking at one
// costs one line of the processor's cache whatever the size of the fleet.
//
//   0 f64 liveUntil   8 u16 slots   10 u16 busy   12 i16 × 3 place as a vector   18 u16 flags and failure rate
//  20 u32 hash of id  24 i32 class of place       28 u16 hardware                30 free
//
// A node whose values do not fit is marked odd, and is then looked at as the object that it is.

import { roundVector, vectorOf } from '../../geo/unit-vector'
import { registeredMs } from '../candidates'
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

const bytes = 32
const most = 65_535

export class NodeWords {
  f64 = new Float64Array(0)
  u16 = new Uint16Array(0)
  i16 = new Int16Array(0)
  u32 = new Uint32Array(0)
  i32 = new Int32Array(0)

  get capacity(): number {
    return this.f64.length / 4
  }

  reserve(count: number): void {
    if (count <= this.capacity) return
    const buffer = new ArrayBuffer(bytes * Math.max(16, count, Math.ceil(this.capacity * 1.5)))
    new Float64Array(buffer).set(this.f64)
    this.f64 = new Float64Array(buffer)
    this.u16 = new Uint16Array(buffer)
    this.i16 = new Int16Array(buffer)
    this.u32 = new Uint32Array(buffer)
    this.i32 = new Int32Array(buffer)
  }

  /** Load and liveness; says whether the node may have become, or ceased to be, eligible by it at some time after `since`. */
  setLoad(slot: number, node: FleetNode, since: number): boolean {
    const at = slot * 16
    const before = this.f64[slot * 4]!
    const wasFree = this.u16[at + 5]! < this.u16[at + 4]!
    const flags = this.flagsOf(slot)
    const { slots, liveUntil } = node
    const busy = Math.max(node.inFlight, node.leased, 0)
    const rate = Math.round(node.failureRate * 1000)
    const fits = isCount(slots) && isCount(busy) && rate >= 0 && rate <= 1000 && liveUntil - node.lastSeenAt < registeredMs
    this.f64[slot * 4] = liveUntil
    this.u16[at + 4] = fits ? slots : 0
    this.u16[at + 5] = fits ? busy : 0
    const marks = (flags & (flag.placed | flag.held)) | statusOf(node) | (fits ? 0 : flag.odd)
    this.u16[at + 9] = (marks << 10) | (fits ? rate : 0)
    return (
      marks !== flags ||
      // Until when it is held back is not in the words.
      (marks & (flag.odd | flag.timed)) !== 0 ||
      wasFree !== busy < slots ||
      (before !== liveUntil && (liveUntil < before || before < since))
    )
  }

  setPlace(slot: number, node: FleetNode, classId: number, isHeld: boolean): void {
    const at = slot * 16
    const point = knownPlace(node)?.point ?? null
    if (point !== null) {
      const [x, y, z] = roundVector(vectorOf(point))
      this.i16[at + 6] = x
      this.i16[at + 7] = y
      this.i16[at + 8] = z
    }
    this.i32[slot * 8 + 6] = classId
    const kept = this.u16[at + 9]! & ~((flag.placed | flag.held) << 10)
    this.u16[at + 9] = kept | (((point === null ? 0 : flag.placed) | (isHeld ? flag.held : 0)) << 10)
  }

  setIdentity(slot: number, hash: number, hardware: number): void {
    this.u32[slot * 8 + 5] = hash
    this.u16[slot * 16 + 14] = hardware
  }

  clear(slot: number): void {
    this.f64.fill(0, slot * 4, slot * 4 + 4)
  }

  flagsOf(slot: number): number {
    return this.u16[slot * 16 + 9]! >>> 10
  }

  liveUntil(slot: number): number {
    return this.f64[slot * 4]!
  }

  isFree(slot: number): boolean {
    return this.u16[slot * 16 + 5]! < this.u16[slot * 16 + 4]!
  }

  hardwareOf(slot: number): number {
    return this.u16[slot * 16 + 14]!
  }

  classOf(slot: number): number {
    return this.i32[slot * 8 + 6]!
  }

  hashOf(slot: number): number {
    return this.u32[slot * 8 + 5]!
  }
}

const isCount = (n: number) => Number.isInteger(n) && n >= 0 && n <= most

function statusOf({ status, drained, quarantinedUntil, ejectedUntil }: FleetNode): number {
  const isTimed = quarantinedUntil !== null || (ejectedUntil !== undefined && ejectedUntil !== null)
  return (status === 'serving' && !drained ? flag.up : 0) | (isTimed ? flag.timed : 0)
}
