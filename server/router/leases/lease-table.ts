// The leases this router granted. Each holds a slot on its node until it is completed, failed or expired. All have the
// same term, so they expire in the order in which they were granted.

import { randomUUID } from 'node:crypto'
import type { Boundary } from '@/server/core/boundary/types'
import type { NodeId } from '@/server/core/routing/types'
import type { Job } from '../retry/attempts'

export const leaseTermMs = 120_000
/** How long the end of a lease is remembered, so that completing it twice is answered the same. */
const REMEMBERED_MS = 10 * 60_000
const MAX_REMEMBERED = 200_000

export type LeaseOutcome = 'completed' | 'failed' | 'timeout' | 'expired'

export type Lease = {
  id: string
  decisionId: string
  nodeId: NodeId
  tenant: string
  boundary: Boundary
  job: Job
  expiresAt: number
}

export type EndedLease = { lease: Lease; outcome: LeaseOutcome; geoChanged: boolean; endedAt: number }

export type LeaseEvents = {
  /** A slot was taken (+1) or given back (−1). */
  onSlots(nodeId: NodeId, by: 1 | -1): void
  onExpired(lease: Lease): void
}

export class LeaseTable {
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

  grant(of: Pick<Lease, 'decisionId' | 'nodeId' | 'tenant' | 'boundary' | 'job'>): Lease {
    const lease = { ...of, id: `${this.routerId}.${randomUUID()}`, expiresAt: this.now() + leaseTermMs }
    this.open.set(lease.id, lease)
    this.events.onSlots(lease.nodeId, 1)
    return lease
  }

  /** As if it had never been: its decision could not be logged. */
  revoke(lease: Lease): void {
    if (this.open.delete(lease.id)) this.events.onSlots(lease.nodeId, -1)
  }

  find(id: string): Lease | EndedLease | null {
    this.expire()
    return this.open.get(id) ?? this.ended.get(id) ?? null
  }

  end(lease: Lease, outcome: LeaseOutcome, geoChanged: boolean): void {
    if (!this.open.delete(lease.id)) return
    this.ended.set(lease.id, { lease, outcome, geoChanged, endedAt: this.now() })
    this.events.onSlots(lease.nodeId, -1)
  }

  /** Ends what is past its term; to be called now and then. */
  expire(): void {
    const now = this.now()
    for (const lease of this.open.values()) {
      if (lease.expiresAt > now) break
      this.end(lease, 'expired', false)
      this.events.onExpired(lease)
    }
    for (const [id, { endedAt }] of this.ended) {
      if (now - endedAt < REMEMBERED_MS && this.ended.size <= MAX_REMEMBERED) break
      this.ended.delete(id)
    }
  }
}

export const isEnded = (found: Lease | EndedLease): found is EndedLease => 'endedAt' in found

/** The router that granted a lease, from its id. */
export function routerOf(leaseId: string): string | null {
  return /^(r[0-9a-z]{4,16})\.[0-9a-f-]{36}$/.exec(leaseId)?.[1] ?? null
}
