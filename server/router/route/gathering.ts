// Jobs that come one a request are gathered, and decided together when the turn of the event loop ends: their answers wait for the
// log's write anyhow, and what is done many times in a row is done faster than what takes turns with reading requests.

import type { RouterContext } from '../context'
import type { Later } from '../http/reply'
import { type Decided, decisionReply } from './answer'
import { decideEach, Failed } from './decide-each'
import type { Prepared } from './prepare'

type Asker = { readonly requestId: string; readonly later: Later }

export class Gathering {
  private jobs: Prepared[] = []
  private askers: Asker[] = []
  private isOpen = false

  add(ctx: RouterContext, job: Prepared, asker: Asker): void {
    // Its answer takes long to make: nobody else's waits for it.
    if (job.input.dryRun && job.input.explain === 'full') {
      answerAll(decideEach(ctx, [job]), [asker])
      return
    }
    this.open(ctx)
    this.jobs.push(job)
    this.askers.push(asker)
  }

  /** Jobs of this turn are decided before whatever is put off to its end from now on. */
  open(ctx: RouterContext): void {
    if (this.isOpen) return
    this.isOpen = true
    setImmediate(() => this.decide(ctx))
  }

  private decide(ctx: RouterContext): void {
    const { jobs, askers } = this
    this.isOpen = false
    if (jobs.length === 0) return
    this.jobs = []
    this.askers = []
    answerAll(
      decideEach(ctx, jobs, () => ctx.spool.write()),
      askers,
    )
  }
}

function answerAll(deciding: Promise<(Decided | Failed)[]>, askers: readonly Asker[]): void {
  deciding.then(
    (made) => {
      for (let i = 0; i < made.length; i++) answer(askers[i]!, made[i]!)
    },
    (error: unknown) => {
      for (const { later } of askers) later.fail(error)
    },
  )
}

function answer({ later, requestId }: Asker, made: Decided | Failed): void {
  try {
    if (made instanceof Failed) throw made.error
    later.send(decisionReply(made, requestId))
  } catch (error) {
    later.fail(error)
  }
}
