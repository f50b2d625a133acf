// The censuses of an index: of the kinds of jobs refused last, as many as there is room for.

import type { Job } from '../filters'
import { cardAsked } from './cards'
import { Census, type JobKind } from './census'
import type { FleetIndex } from './fleet-index'

/** Bytes; in a fleet of hundreds of thousands, of so many kinds of jobs. */
const room = 1 << 26
const mostKinds = 128

export class Censuses {
  /** The one used last at the end. */
  private readonly kept = new Map<string, Census>()

  constructor(private readonly index: FleetIndex) {}

  /** The one for jobs of this kind, as it was left. */
  for(job: Job): Census {
    const kind = this.kindOf(job)
    const key = `${kind.family.isGeneral && kind.bans === null ? '' : job.pool.own?.subcloud.slug}\n${kind.environment}\n${kind.model}\n${kind.card?.minVramGb}\n${kind.card?.name}`
    const known = this.kept.get(key)
    const census = known !== undefined && isSame(known.kind, kind) ? known : new Census(this.index, kind)
    this.kept.delete(key)
    this.kept.set(key, census)
    if (census !== known) this.makeRoom()
    return census
  }

  /** One for this job alone. */
  once(job: Job): Census {
    return new Census(this.index, this.kindOf(job))
  }

  private kindOf(job: Job): JobKind {
    const { environment, model, models, minVramGb, gpu, pool } = job
    return {
      environment,
      model: models === null || models.has(model) ? model : null,
      card: minVramGb === null && gpu === null ? null : cardAsked(job),
      family: this.index.familyOf(pool),
      bans: pool.own === null || pool.own.bans.size === 0 ? null : pool.own.bans,
    }
  }

  private makeRoom(): void {
    const most = Math.max(room, mostKinds * this.index.words.capacity * Int32Array.BYTES_PER_ELEMENT)
    let bytes = 0
    for (const census of this.kept.values()) bytes += census.bytes
    for (const [key, census] of this.kept) {
      if (bytes <= most || this.kept.size === 1) return
      bytes -= census.bytes
      this.kept.delete(key)
    }
  }
}

/** Names may hold anything: the key alone does not say. */
function isSame(a: JobKind, b: JobKind): boolean {
  return (
    a.family === b.family &&
    a.bans === b.bans &&
    a.environment === b.environment &&
    a.model === b.model &&
    a.card?.name === b.card?.name &&
    a.card?.minVramGb === b.card?.minVramGb
  )
}
