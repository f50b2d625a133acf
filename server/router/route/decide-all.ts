// Many decisions at once, as a batch's slice or a stream's lines: they share one write of the log, and no promise is made
// for each.

import type { RouterContext } from '../context'
import { errorReply, isExpected } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { type Decided, decisionText } from './answer'
import { conclude, decideOne } from './decide-one'
import { type Moment, momentOf } from './moment'
import { type Prepared, prepare, readRequest } from './prepare'

/** Who asks: a request, or the stream that the lines come by. */
export type Asker = Pick<RouterRequest, 'key' | 'caller' | 'requestId'>
/** `head` opens the answer's object, with the caller's id where there is one. */
export type Asked = { head: string; body: unknown }

class Failed {
  constructor(readonly error: unknown) {}
}

/** The answers' texts in the order of what was asked; what is wrong with one is its own answer. */
export async function decideAll(ctx: RouterContext, asker: Asker, all: readonly Asked[]): Promise<string[]> {
  const startedUs = performance.now() * 1000
  const waiting: (Prepared | Failed | Promise<Prepared | Failed>)[] = []
  let isLookedUp = false
  for (const one of all) {
    const prepared = tryPrepare(ctx, asker, one)
    if (prepared instanceof Promise) isLookedUp = true
    waiting.push(prepared)
  }
  const prepared = isLookedUp ? await Promise.all(waiting) : (waiting as (Prepared | Failed)[])
  const moment = momentOf(ctx, startedUs)
  const made: (Decided | Failed)[] = []
  for (const one of prepared) made.push(one instanceof Failed ? one : tryDecide(ctx, one, moment))
  const lost = await lostTurns(made)
  const nowUs = performance.now() * 1000
  const texts: string[] = []
  for (let i = 0; i < made.length; i++) texts.push(textOf(ctx, asker, all[i]!.head, made[i]!, lost, nowUs))
  return texts
}

function tryPrepare(ctx: RouterContext, { key, caller }: Asker, { body }: Asked): Prepared | Failed | Promise<Prepared | Failed> {
  try {
    const prepared = prepare(ctx, key!, caller, readRequest(body))
    return prepared instanceof Promise ? prepared.catch((error: unknown) => new Failed(error)) : prepared
  } catch (error) {
    return new Failed(error)
  }
}

function tryDecide(ctx: RouterContext, prepared: Prepared, moment: Moment): Decided | Failed {
  try {
    return decideOne(ctx, prepared, moment)
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

function textOf(
  ctx: RouterContext,
  { requestId }: Asker,
  head: string,
  one: Decided | Failed,
  lost: readonly Turn[],
  nowUs: number,
): string {
  try {
    if (one instanceof Failed) throw one.error
    if (one.logged !== null) conclude(ctx, one, !lost.includes(one.logged), nowUs)
    return decisionText(one, requestId, head)
  } catch (error) {
    if (!isExpected(error)) ctx.log.error({ err: error, requestId }, 'router: one of many requests failed')
    return head + errorReply(error, requestId).body.slice(1)
  }
}
