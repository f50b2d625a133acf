// Leases granted one after the other, in columns. A router grants some ten thousand a second and keeps each for minutes: as
// objects in a map they cost the collector more than all that makes a decision.

import type { NodeId } from '@/server/core/routing/types'
import type { Demand } from '../conditions/demand'
import type { Holder, Job } from '../retry/attempts'
import { textOfWords, WORDS, wordsOf } from '../route/decision-id'

export const BLOCK = 4096

const endings = ['completed', 'failed', 'timeout', 'expired'] as const
export type LeaseOutcome = (typeof endings)[number]

/** What `states` holds: nothing yet, one of `endings` counted from one, or that it never was; above that whether the node had moved. */
const OPEN = 0
const REVOKED = 0x7f
const GEO_CHANGED = 0x80

export class LeaseBlock {
  private readonly ids = new Uint32Array(WORDS * BLOCK)
  private readonly states = new Uint8Array(BLOCK)
  readonly expiresAt = new Float64Array(BLOCK)
  readonly nodeIds: NodeId[] = []
  readonly holders: Holder[] = []
  readonly demands: Demand[] = []
  /** Of the few that are another attempt, or have one. */
  private readonly jobs = new Map<number, Job>()
  count = 0
  /** All before it have ended. */
  settled = 0

  add(decisionId: string, nodeId: NodeId, holder: Holder, demand: Demand, job: Job | null, expiresAt: number): void {
    const at = this.count++
    wordsOf(decisionId, this.ids, at * WORDS)
    this.expiresAt[at] = expiresAt
    this.nodeIds.push(nodeId)
    this.holders.push(holder)
    this.demands.push(demand)
    if (job !== null) this.jobs.set(at, job)
  }

  /** Where the lease of an id stands, or −1: ids ascend. */
  find(words: Uint32Array): number {
    let low = 0
    let high = this.count - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const order = this.compare(middle, words)
      if (order === 0) return this.states[middle] === REVOKED ? -1 : middle
      if (order < 0) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  /** Of the id at `at` against another: negative where it comes first. */
  compare(at: number, words: Uint32Array): number {
    for (let i = 0; i < WORDS; i++) {
      const difference = this.ids[at * WORDS + i]! - words[i]!
      if (difference !== 0) return difference
    }
    return 0
  }

  idOf(at: number): string {
    return textOfWords(this.ids, at * WORDS)
  }

  isOpen(at: number): boolean {
    return this.states[at] === OPEN
  }

  end(at: number, outcome: LeaseOutcome, geoChanged: boolean): void {
    this.states[at] = (endings.indexOf(outcome) + 1) | (geoChanged ? GEO_CHANGED : 0)
  }

  revoke(at: number): void {
    this.states[at] = REVOKED
  }

  outcomeOf(at: number): LeaseOutcome | null {
    return this.isOpen(at) ? null : (endings[(this.states[at]! & ~GEO_CHANGED) - 1] ?? null)
  }

  hadMoved(at: number): boolean {
    return (this.states[at]! & GEO_CHANGED) !== 0
  }

  /** One for all who ask, so that what one finds out all later attempts know. */
  jobOf(at: number): Job {
    const known = this.jobs.get(at)
    if (known !== undefined) return known
    const job = { first: this.idOf(at), holder: this.holders[at]!, tried: [this.nodeIds[at]!], geoChanged: false }
    this.jobs.set(at, job)
    return job
  }
}
