// Recent jobs by the id of any of their attempts, so that a retry keeps the first attempt's boundary and skips the nodes
// already tried. What this router has forgotten, or another one decided, is in Postgres.

import type { Boundary } from '@/server/core/boundary/types'
import type { NodeId } from '@/server/core/routing/types'

/** Whose jobs they are, and where they may run: one object for all jobs of a tenant that have the same boundary. */
export type Holder = { readonly tenant: string; readonly subcloud: string | null; readonly boundary: Boundary }

/** One job: shared by all its attempts. */
export type Job = {
  /** The first attempt's decision. */
  first: string
  holder: Holder
  tried: NodeId[]
  /** A tried node was re-labelled out of the boundary while it held the job. */
  geoChanged: boolean
}

/** Some 400 bytes each, in two generations. */
const GENERATION = 25_000

/** Forgets a generation at once: taking the oldest out of a map one by one walks past all that was taken out before. */
export class Attempts {
  private young = new Map<string, Job>()
  private old = new Map<string, Job>()

  find(decisionId: string): Job | null {
    return this.young.get(decisionId) ?? this.old.get(decisionId) ?? null
  }

  remember(decisionId: string, job: Job): void {
    this.young.set(decisionId, job)
    if (this.young.size < GENERATION) return
    this.old = this.young
    this.young = new Map()
  }
}
