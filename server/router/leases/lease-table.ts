// The leases this router granted. Each holds a slot on its node until it is completed, failed or expired. All have the
// same term, so they expire in the order in which they were granted. A lease is its decision's: its id is the router's and
// the decision's, and nothing is kept twice.

import type { NodeId } from '@/server/core/routing/types'
import type { Demand } from '../conditions/flows'
import type { Job } from '../retry/attempts'

export const leaseTermMs = 120_000
/** How long the end of a lease is remembered, so that completing it twice is answered the same. */
const REMEMBERED_MS = 10 * 60_000
const MAX_REMEMBERED = 200_000

export type LeaseOutcome = 'completed' | 'failed' | 'timeout' | 'expired'

export type Lease = {
  decisionId: string
  nodeId: NodeId
  /** Whose it is, and its boundary. */
  job: Job
  /** What it counts as in the load of zones. */
  demand: Demand
  expiresAt: number
}

export type EndedLease = { lease: Lease; outcome: LeaseOutcome; geoChanged: boolean; endedAt: number }

export type LeaseEvents = {
  /** A slot was taken (+1) or given back (−1). */
  onSlots(lease: Lease, by: 1 | -1): void
  onExpired(lease: Lease): void
}

export class LeaseTable {
  /** By decision. */
  private readonly open = new Map<string, Lease>()
  private readonly ended = new Map<string, EndedLease>()

  constructor(
    private readonly routerId: string,
    private readonly events: LeaseEvents,
    private readonly now: () => number,
  ) {}

  get openCount(): number {
    return this.open.size
  }

  grant({ decisionId, nodeId, job, demand }: Omit<Lease, 'expiresAt'>): Lease {
    const lease = { decisionId, nodeId, job, demand, expiresAt: this.now() + leaseTermMs }
    this.open.set(decisionId, lease)
    this.events.onSlots(lease, 1)
    return lease
  }

  idOf({ decisionId }: Lease): string {
    return `${this.routerId}.${decisionId}`
  }

  /** As if it had never been: its decision could not be logged. */
  revoke(lease: Lease): void {
    if (this.open.delete(lease.decisionId)) this.events.onSlots(lease, -1)
  }

  find(id: string): Lease | EndedLease | null {
    const decisionId = id.slice(this.routerId.length + 1)
    if (!id.startsWith(this.routerId) || id[this.routerId.length] !== '.') return null
    const open = this.open.get(decisionId)
    if (open !== undefined && open.expiresAt <= this.now()) this.expireOne(open)
    else if (open !== undefined) return open
    return this.ended.get(decisionId) ?? null
  }

  /** The job of a decision whose lease is open or has ended of late. */
  jobOf(decisionId: string): Job | null {
    return (this.open.get(decisionId) ?? this.ended.get(decisionId)?.lease)?.job ?? null
  }

  /** The open lease of a decision. */
  openOf(decisionId: string): Lease | null {
    return this.open.get(decisionId) ?? null
  }

  /** False where it had ended already. */
  end(lease: Lease, outcome: LeaseOutcome, geoChanged: boolean): boolean {
    if (!this.open.delete(lease.decisionId)) return false
    this.ended.set(lease.decisionId, { lease, outcome, geoChanged, endedAt: this.now() })
    this.events.onSlots(lease, -1)
    return true
  }

  /** Ends what is past its term; to be called now and then, not for each lease: a map's first entry is found behind all it has lost. */
  expire(): void {
    const now = this.now()
    for (const lease of this.open.values()) {
      if (lease.expiresAt > now) break
      this.expireOne(lease)
    }
    for (const [decisionId, { endedAt }] of this.ended) {
      if (now - endedAt < REMEMBERED_MS && this.ended.size <= MAX_REMEMBERED) break
      this.ended.delete(decisionId)
    }
  }

  private expireOne(lease: Lease): void {
    this.end(lease, 'expired', false)
    this.events.onExpired(lease)
  }
}

export const isEnded = (found: Lease | EndedLease): found is EndedLease => 'endedAt' in found

/** The router that granted a lease, from its id. */
export function routerOf(leaseId: string): string | null {
  return /^(r[0-9a-z]{4,16})\.[0-9a-f-]{36}$/.exec(leaseId)?.[1] ?? null
}
