// The leases this router granted. Each holds a slot on its node until it is completed, failed or expired. All have the
// same term, so they expire in the order in which they were granted. A lease is its decision's: its id is the router's and
// the decision's, and as those ascend, a lease is found by halving.

import type { NodeId } from '@/server/core/routing/types'
import type { Demand } from '../conditions/demand'
import type { Holder, Job } from '../retry/attempts'
import { WORDS, wordsOf } from '../route/decision-id'
import { BLOCK, LeaseBlock, type LeaseOutcome } from './lease-block'

export type { LeaseOutcome } from './lease-block'

export const leaseTermMs = 120_000
/** How long after its term a lease is remembered, so that completing it twice is answered the same. */
const REMEMBERED_MS = 10 * 60_000
const MAX_REMEMBERED = 200_000

export type LeaseEvents = {
  /** A slot was taken (+1) or given back (−1). */
  onSlots(nodeId: NodeId, demand: Demand, by: 1 | -1): void
  onExpired(lease: Lease): void
}

/** One lease, open or ended, as long as it is remembered. */
export class Lease {
  constructor(
    readonly block: LeaseBlock,
    readonly at: number,
  ) {}

  get decisionId(): string {
    return this.block.idOf(this.at)
  }

  get nodeId(): NodeId {
    return this.block.nodeIds[this.at]!
  }

  /** Whose it is, and its boundary. */
  get holder(): Holder {
    return this.block.holders[this.at]!
  }

  get job(): Job {
    return this.block.jobOf(this.at)
  }

  /** Null while it is open. */
  get outcome(): LeaseOutcome | null {
    return this.block.outcomeOf(this.at)
  }

  /** The node had left the boundary when it ended. */
  get geoChanged(): boolean {
    return this.block.hadMoved(this.at)
  }
}

export class LeaseTable {
  /** In the order in which they were granted. */
  private readonly blocks: LeaseBlock[] = []
  private openNow = 0
  /** Leases in all blocks, open or ended. */
  private held = 0
  private readonly wanted = new Uint32Array(WORDS)

  constructor(
    private readonly routerId: string,
    private readonly events: LeaseEvents,
    private readonly now: () => number,
  ) {}

  get openCount(): number {
    return this.openNow
  }

  /** Of decisions in the order of their ids. `job`: what it is another attempt at. Returns when it expires. */
  grant(decisionId: string, nodeId: NodeId, holder: Holder, demand: Demand, job: Job | null, now: number): number {
    let block = this.blocks.at(-1)
    if (block === undefined || block.count === BLOCK) {
      block = new LeaseBlock()
      this.blocks.push(block)
    }
    const expiresAt = now + leaseTermMs
    block.add(decisionId, nodeId, holder, demand, job, expiresAt)
    this.held++
    this.openNow++
    this.events.onSlots(nodeId, demand, 1)
    return expiresAt
  }

  idOf(decisionId: string): string {
    return `${this.routerId}.${decisionId}`
  }

  /** As if it had never been: its decision could not be logged. */
  revoke(decisionId: string): void {
    const lease = this.of(decisionId)
    if (lease === null || lease.outcome !== null) return
    this.close(lease)
    lease.block.revoke(lease.at)
  }

  find(id: string): Lease | null {
    const { length } = this.routerId
    if (id[length] !== '.' || !id.startsWith(this.routerId)) return null
    const lease = this.of(id.slice(length + 1))
    if (lease !== null && lease.outcome === null && lease.block.expiresAt[lease.at]! <= this.now()) this.expireOne(lease)
    return lease
  }

  /** The lease of a decision. */
  of(decisionId: string): Lease | null {
    if (!wordsOf(decisionId, this.wanted, 0)) return null
    const block = this.blockOf(this.wanted)
    const at = block === undefined ? -1 : block.find(this.wanted)
    if (at < 0 || this.now() - block!.expiresAt[at]! > REMEMBERED_MS) return null
    return new Lease(block!, at)
  }

  /** False where it had ended already. */
  end(lease: Lease, outcome: LeaseOutcome, geoChanged: boolean): boolean {
    if (lease.outcome !== null) return false
    this.close(lease)
    lease.block.end(lease.at, outcome, geoChanged)
    return true
  }

  /** Ends what is past its term and forgets what is long over; to be called now and then. */
  expire(now = this.now()): void {
    this.endAll(now)
    for (let oldest = this.blocks[0]; oldest?.settled === BLOCK; oldest = this.blocks[0]) {
      const isOver = now - oldest.expiresAt[BLOCK - 1]! > REMEMBERED_MS
      if (!isOver && this.held - this.openNow <= MAX_REMEMBERED) return
      this.blocks.shift()
      this.held -= BLOCK
    }
  }

  /** The last that begins no later than the id. */
  private blockOf(words: Uint32Array): LeaseBlock | undefined {
    let low = 0
    let high = this.blocks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.blocks[middle]!.compare(0, words) <= 0) low = middle + 1
      else high = middle
    }
    return this.blocks[low - 1]
  }

  private endAll(now: number): void {
    for (const block of this.blocks) {
      for (; block.settled < block.count; block.settled++) {
        if (!block.isOpen(block.settled)) continue
        if (block.expiresAt[block.settled]! > now) return
        this.expireOne(new Lease(block, block.settled))
      }
    }
  }

  private expireOne(lease: Lease): void {
    this.end(lease, 'expired', false)
    this.events.onExpired(lease)
  }

  private close({ block, at, nodeId }: Lease): void {
    this.openNow--
    this.events.onSlots(nodeId, block.demands[at]!, -1)
  }
}

/** The router that granted a lease, from its id. */
export function routerOf(leaseId: string): string | null {
  return /^(r[0-9a-z]{4,16})\.[0-9a-f-]{36}$/.exec(leaseId)?.[1] ?? null
}
