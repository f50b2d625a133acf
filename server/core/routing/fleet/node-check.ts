// What is asked of a node when it is looked at for one job, by its words. Only a node of which they do not tell is asked itself.

import { type Ask, jobOf } from '../ask'
import { filters, isGraced, isPanicAt, type Job } from '../filters'
import { conversationMs, couldKeep, cutBy } from '../look'
import { passingFilters } from '../looked'
import { type CardAsked, cardAsked, serves } from './cards'
import type { FleetIndex } from './fleet-index'
import { flag, flagBits, wordsANode } from './node-words'

const passing: ReadonlySet<string> = new Set(passingFilters)
const asked = filters.filter(({ name }) => passing.has(name))
export const live = 0
const drained = 1
const hardware = 2
const ban = 3
const tried = 4
export const capacity = 5
/** To be asked of the node itself. */
export const special = flag.odd | flag.timed

/** There is one, used for one job after the other. */
export class NodeCheck {
  /** As words count time. */
  now = 0
  /** Nothing is asked of a node but that it is live, serving and free. */
  isPlain = true
  private index!: FleetIndex
  private ask!: Ask
  private w!: Int32Array
  private job: Job | null = null
  /** Who is silent may count as live for longer. */
  private isPanic = false
  private card: CardAsked | null = null
  private bans: ReadonlySet<string> | null = null
  private tried: readonly string[] | null = null

  begin(index: FleetIndex, ask: Ask): void {
    const { terms, request } = ask
    const { minVramGb, gpu } = request.requirements
    this.index = index
    this.ask = ask
    this.w = index.words.w
    this.now = index.words.timeOf(ask.now)
    this.job = null
    this.isPanic = terms.panic || (ask.panicIn !== undefined && ask.panicIn.size > 0)
    this.card = minVramGb === null && gpu === null ? null : cardAsked(request.requirements)
    this.bans = terms.bans
    this.tried = request.retry !== null && request.retry.tried.length > 0 ? request.retry.tried : null
    this.isPlain = this.card === null && !this.isPanic && this.bans === null && this.tried === null
  }

  /** Whether a conversation could still be the node's, were nothing amiss with it just now. */
  couldKeep(slot: number): boolean {
    const { words, ids } = this.index
    const lastSeenAt = words.lastSeenAt(slot)
    if (lastSeenAt === null) return couldKeep(this.index.nodeAt(slot), this.jobFor(), asked)
    if (this.ask.now - lastSeenAt > conversationMs) return false
    return (this.card === null || serves(this.index.cardAt(slot), this.card)) && this.bans?.has(ids[slot]!) !== true
  }

  /** Index of the first filter that the node fails, or −1. */
  cutOf(slot: number): number {
    const { w } = this
    const at = slot * wordsANode
    const flags = w[at + 3]! >>> flagBits
    if ((flags & special) !== 0) return cutBy(this.index.nodeAt(slot), this.jobFor(), asked)
    if (!(this.now <= w[at]!) && !(this.isPanic && this.isGraced(slot))) return live
    if ((flags & flag.up) === 0) return drained
    if (this.card !== null && !serves(this.index.cardAt(slot), this.card)) return hardware
    if (this.bans?.has(this.index.ids[slot]!)) return ban
    if (this.tried?.includes(this.index.ids[slot]!)) return tried
    return this.index.words.isFree(slot) ? -1 : capacity
  }

  private isGraced(slot: number): boolean {
    const { index, ask } = this
    const { words } = index
    if (ask.now > words.gracedUntil(slot) || !isPanicAt(index.placeAt(slot), this.jobFor())) return false
    return words.knowsLife(slot) || isGraced(index.nodeAt(slot), this.jobFor())
  }

  private jobFor(): Job {
    this.job ??= jobOf(this.ask)
    return this.job
  }
}
