// Recent jobs by the id of any of their attempts, so that a retry keeps the first attempt's boundary and skips the nodes
// already tried. What this router has forgotten, or another one decided, is in Postgres.

import type { Boundary } from '@/server/core/boundary/types'
import type { NodeId } from '@/server/core/routing/types'

/** One job: shared by all its attempts. */
export type Job = {
  /** The first attempt's decision. */
  first: string
  tenant: string
  subcloud: string | null
  boundary: Boundary
  tried: NodeId[]
  /** A tried node was re-labelled out of the boundary while it held the job. */
  geoChanged: boolean
}

/** Some 400 bytes each. */
const MAX_REMEMBERED = 50_000

export class Attempts {
  private readonly jobs = new Map<string, Job>()

  find(decisionId: string): Job | null {
    return this.jobs.get(decisionId) ?? null
  }

  remember(decisionId: string, job: Job): void {
    this.jobs.set(decisionId, job)
    if (this.jobs.size <= MAX_REMEMBERED) return
    const oldest = this.jobs.keys().next().value
    if (oldest !== undefined) this.jobs.delete(oldest)
  }
}
