// Many decisions at once: one write of the log, and one promise of it, for all of them.

import type { RouterContext } from '../context'
import type { Decided } from './answer'
import { conclude, decideOne } from './decide-one'
import { type Moment, momentOf } from './moment'
import { oneByOne } from './one-by-one'
import type { Prepared } from './prepare'

/** Stands where a decision would, for what is wrong with that job alone. */
export class Failed {
  constructor(readonly error: unknown) {}
}

/** In the order of the jobs, once the log has them. `onDecided`: called before that is waited for. */
export async function decideEach(
  ctx: RouterContext,
  jobs: readonly (Prepared | Failed)[],
  onDecided?: () => void,
): Promise<(Decided | Failed)[]> {
  const moment = momentOf(ctx)
  const made: (Decided | Failed)[] = []
  let hasMore = false
  for (const job of jobs) {
    const one = tryDecide(ctx, job, moment)
    made.push(one)
    if (!(one instanceof Failed) && one.workOut !== undefined) hasMore = true
  }
  onDecided?.()
  const lost = await lostTurns(made)
  const nowUs = performance.now() * 1000
  for (let i = 0; i < made.length; i++) made[i] = tryConclude(ctx, made[i]!, lost, nowUs)
  if (hasMore) for (let i = 0; i < made.length; i++) made[i] = await tryWorkOut(made[i]!)
  return made
}

function tryDecide(ctx: RouterContext, job: Prepared | Failed, moment: Moment): Decided | Failed {
  if (job instanceof Failed) return job
  try {
    return decideOne(ctx, job, moment)
  } catch (error) {
    return new Failed(error)
  }
}

async function tryWorkOut(one: Decided | Failed): Promise<Decided | Failed> {
  if (one instanceof Failed || one.workOut === undefined) return one
  try {
    one.further = await oneByOne(one.workOut)
    return one
  } catch (error) {
    return new Failed(error)
  }
}

type Turn = Promise<void>

/** Waits for the log's writes, mostly one, and returns those that went wrong. */
async function lostTurns(made: readonly (Decided | Failed)[]): Promise<readonly Turn[]> {
  const lost: Turn[] = []
  let last: Turn | null = null
  for (const one of made) {
    if (one instanceof Failed || one.logged === null || one.logged === last) continue
    last = one.logged
    try {
      await last
    } catch {
      lost.push(last)
    }
  }
  return lost
}

function tryConclude(ctx: RouterContext, one: Decided | Failed, lost: readonly Turn[], nowUs: number): Decided | Failed {
  if (one instanceof Failed || one.logged === null) return one
  try {
    conclude(ctx, one, !lost.includes(one.logged), nowUs)
    return one
  } catch (error) {
    return new Failed(error)
  }
}
