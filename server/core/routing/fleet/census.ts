// How many nodes of each class of place fail which of the filters that are no matter of place, for one kind of job. A refusal
// adds them up on its own ladder and boundary. What has changed since the last one is counted again, a few nodes and not all:
// a saturated network is asked most when it has least to give.

import { type Failings, failing } from '../failings'
import { isEjected, isQuarantined } from '../filters'
import type { FilterName, NodeId } from '../types'
import { type CardAsked, serves } from './cards'
import type { Family } from './family'
import type { FleetIndex } from './fleet-index'
import { KeyCounts, noKey } from './key-counts'
import { flag } from './node-words'

/** Those that a census asks, a bit of a key each: a class is asked for its place and trust, and there are few that were tried. */
const asked = ['environment', 'liveness', 'drained', 'model', 'hardware', 'subcloud', 'ban', 'capacity'] as const satisfies FilterName[]
const bit = (name: (typeof asked)[number]) => 1 << asked.indexOf(name)
const liveness = bit('liveness')
const drained = bit('drained')
const hardware = bit('hardware')
const subcloud = bit('subcloud')
const ban = bit('ban')
const capacity = bit('capacity')
const environmentBit = bit('environment')
const modelBit = bit('model')
/** Silent, and live all the same where there is a panic. */
const graced = 1 << asked.length
const keyBits = asked.length + 1

/** In place of a key: the node is to be asked itself, since words do not tell of it or not for certain. */
const unsureKey = -2

const calm = Int32Array.from({ length: 1 << keyBits }, (_, key) => failing(...asked.filter((name) => (key & bit(name)) !== 0)))
const panicking = calm.map((failings, key) => ((key & graced) === 0 ? failings : failings & ~failing('liveness')))

export const failingsIn = (key: number, isPanic: boolean): Failings => (isPanic ? panicking : calm)[key & (calm.length - 1)]!
export const classIn = (key: number): number => key >>> keyBits

/** All that tells one kind of job from another, as far as a census goes. */
export type JobKind = {
  readonly environment: string
  /** Null where the Subcloud does not have it among its own. */
  readonly model: string | null
  readonly card: CardAsked | null
  readonly family: Family
  /** Null where nobody is banned. */
  readonly bans: ReadonlySet<NodeId> | null
}

export class Census {
  counted = new KeyCounts()
  /** Slots of those that have to be asked themselves, and are not counted. */
  readonly unsure = new Set<number>()
  /** By slot. */
  private keys: Int32Array = new Int32Array(0)
  /** Of the index' changes, and the words' epoch. */
  private upTo = Number.NEGATIVE_INFINITY
  private epoch = Number.NaN

  constructor(
    private readonly index: FleetIndex,
    readonly kind: JobKind,
  ) {}

  get bytes(): number {
    return this.keys.byteLength
  }

  keyAt(slot: number): number | null {
    const key = this.keys[slot]!
    return key === noKey || key === unsureKey ? null : key
  }

  /** Makes it what it is now, which is not before the last time; says until when time alone changes nothing in what is counted. */
  bringTo(now: number): number {
    const { index } = this
    const { changes, words } = index
    const until = changes.lookAtTime(now, index.end)
    index.note(now)
    if (this.epoch === words.epoch && changes.reachesBackTo(this.upTo)) this.countChanged(now)
    else this.countAll(now)
    this.upTo = changes.count
    this.epoch = words.epoch
    return until
  }

  private countChanged(now: number): void {
    const { index, kind } = this
    const { changes, offers } = index
    if (this.upTo === changes.count) return
    if (this.keys.length < index.end) this.keys = grown(this.keys, index.words.capacity)
    const marks = marksFor(index, kind)
    for (let n = this.upTo; n < changes.count; n++) {
      const slot = changes.at(n)
      if (!offers.has(slot)) this.put(slot, noKey)
      else
        this.put(slot, keyOf(index, kind, slot, offerBits(marks, offers.texts[offers.numberAt(slot)]!), isMember(index, kind, slot), now))
    }
  }

  private put(slot: number, key: number): void {
    const before = this.keys[slot]!
    if (key === before) return
    if (before === unsureKey) this.unsure.delete(slot)
    else if (before !== noKey) this.counted.add(before, -1)
    this.keys[slot] = key
    if (key === unsureKey) this.unsure.add(slot)
    else if (key !== noKey) this.counted.add(key, 1)
  }

  private countAll(now: number): void {
    const { index, kind } = this
    if (this.keys.length < index.end) this.keys = new Int32Array(index.words.capacity)
    this.counted = new KeyCounts()
    this.unsure.clear()
    writeKeys(this.keys, index, kind, bitsByOffer(index, kind), membersOf(index, kind), now)
    countKeys(this.keys, index.end, this.counted, this.unsure)
  }
}

/** A loop over all nodes is a function of its own. */
function writeKeys(keys: Int32Array, index: FleetIndex, kind: JobKind, bits: Int32Array, members: Uint8Array | null, now: number): void {
  const { offers, end } = index
  keys.fill(noKey, end)
  for (let slot = 0; slot < end; slot++)
    keys[slot] = offers.has(slot)
      ? keyOf(index, kind, slot, bits[offers.numberAt(slot)]!, members === null || members[slot] !== 0, now)
      : noKey
}

function countKeys(keys: Int32Array, end: number, counted: KeyCounts, unsure: Set<number>): void {
  for (let slot = 0; slot < end; slot++) {
    const key = keys[slot]!
    if (key === unsureKey) unsure.add(slot)
    else if (key !== noKey) counted.add(key, 1)
  }
}

/** `isIn`: whether it is among a family's own; of the general one that depends on no more than its words. */
function keyOf(index: FleetIndex, kind: JobKind, slot: number, offer: number, isIn: boolean, now: number): number {
  const { words } = index
  const { card, bans, family } = kind
  const flags = words.flagsOf(slot)
  const isLive = now <= words.liveUntil(slot)
  if ((flags & flag.odd) !== 0 || !(isLive || words.isRegistered(slot, now))) return unsureKey
  let bits = offer
  if ((flags & flag.timed) !== 0) {
    const node = index.nodeAt(slot)
    // Of the ejected a refusal tells in how many seconds they come back.
    if (isEjected(node, now)) return unsureKey
    if (isQuarantined(node, now)) bits |= drained
  }
  if (!isLive) {
    bits |= liveness
    if (now <= words.gracedUntil(slot)) {
      if (!words.knowsLife(slot)) return unsureKey
      bits |= graced
    }
  }
  if ((flags & flag.up) === 0) bits |= drained
  if (card !== null && !serves(index.cardAt(slot), card)) bits |= hardware
  if (family.isGeneral ? (flags & flag.held) !== 0 : !isIn) bits |= subcloud
  if (bans?.has(index.ids[slot]!)) bits |= ban
  if (!words.isFree(slot)) bits |= capacity
  return (words.classOf(slot) << keyBits) | bits
}

/** What stands in offers' texts for environment and model; null where no node has it. */
type Marks = { environment: string | null; model: string | null }

function marksFor({ offers }: FleetIndex, { environment, model }: JobKind): Marks {
  return { environment: offers.environmentMark(environment), model: model === null ? null : offers.modelMark(model) }
}

function offerBits({ environment, model }: Marks, text: string): number {
  const isThere = environment !== null && text.includes(environment)
  const hasModel = model !== null && text.includes(model)
  return (isThere ? 0 : environmentBit) | (hasModel ? 0 : modelBit)
}

function bitsByOffer(index: FleetIndex, kind: JobKind): Int32Array {
  const marks = marksFor(index, kind)
  return Int32Array.from(index.offers.texts, (text) => (text === undefined ? 0 : offerBits(marks, text)))
}

/** By slot, of the nodes that offer the model; null where it is of no matter. */
function membersOf(index: FleetIndex, { family, environment, model }: JobKind): Uint8Array | null {
  if (family.isGeneral) return null
  const members = new Uint8Array(index.end)
  const pool = model === null ? undefined : family.pool(environment, model)
  for (let i = 0; i < (pool?.length ?? 0); i++) members[pool!.slots[i]!] = 1
  return members
}

function isMember(index: FleetIndex, { family, environment, model }: JobKind, slot: number): boolean {
  if (family.isGeneral || model === null) return family.isGeneral
  return family.pool(environment, model)?.has(slot, index.placeAt(slot), index.precedes) ?? false
}

function grown(keys: Int32Array, length: number): Int32Array {
  const longer = new Int32Array(length).fill(noKey)
  longer.set(keys)
  return longer
}
