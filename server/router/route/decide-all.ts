// Many decisions at once, as a batch's slice or a stream's lines: they share one write of the log, and no promise is made
// for each.

import type { RouterContext } from '../context'
import { errorReply, isExpected } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { type Decided, decisionText } from './answer'
import { conclude, decideOne } from './decide-one'
import { type Prepared, prepare, readRequest } from './prepare'
import type { RouteInput } from './request-schema'

/** Who asks: a request, or the stream that the lines come by. */
export type Asker = Pick<RouterRequest, 'key' | 'caller' | 'requestId'>
/** `head` opens the answer's object, with the caller's id where there is one. `isPlain`: the body is known to be as the schema has it. */
export type Asked = { head: string; body: unknown; isPlain: boolean }

class Failed {
  constructor(readonly error: unknown) {}
}

/** The answers' texts in the order of what was asked; what is wrong with one is its own answer. */
export async function decideAll(ctx: RouterContext, asker: Asker, all: readonly Asked[]): Promise<string[]> {
  const startedUs = performance.now() * 1000
  const waiting = all.map((one) => tryPrepare(ctx, asker, one))
  const isLookedUp = waiting.some((one) => one instanceof Promise)
  const prepared = isLookedUp ? await Promise.all(waiting) : (waiting as (Prepared | Failed)[])
  const made = prepared.map((one) => (one instanceof Failed ? one : tryDecide(ctx, one, startedUs)))
  const logged = await turnsOf(made)
  return made.map((one, i) => textOf(ctx, asker, all[i]!.head, one, logged))
}

function tryPrepare(ctx: RouterContext, { key, caller }: Asker, { body, isPlain }: Asked): Prepared | Failed | Promise<Prepared | Failed> {
  try {
    const prepared = prepare(ctx, key!, caller, isPlain ? (body as RouteInput) : readRequest(body))
    return prepared instanceof Promise ? prepared.catch((error: unknown) => new Failed(error)) : prepared
  } catch (error) {
    return new Failed(error)
  }
}

function tryDecide(ctx: RouterContext, prepared: Prepared, startedUs: number): Decided | Failed {
  try {
    return decideOne(ctx, prepared, startedUs)
  } catch (error) {
    return new Failed(error)
  }
}

/** Which of the log's writes went well; mostly there is one. */
async function turnsOf(made: readonly (Decided | Failed)[]): Promise<ReadonlyMap<Promise<void>, boolean>> {
  const turns = new Map<Promise<void>, boolean>()
  let last: Promise<void> | null = null
  for (const one of made) {
    if (one instanceof Failed || one.logged === null || one.logged === last) continue
    last = one.logged
    turns.set(
      last,
      await last.then(
        () => true,
        () => false,
      ),
    )
  }
  return turns
}

function textOf(
  ctx: RouterContext,
  { requestId }: Asker,
  head: string,
  one: Decided | Failed,
  logged: ReadonlyMap<Promise<void>, boolean>,
) {
  try {
    if (one instanceof Failed) throw one.error
    conclude(ctx, one, one.logged === null || logged.get(one.logged) === true)
    return decisionText(one, requestId, head)
  } catch (error) {
    if (!isExpected(error)) ctx.log.error({ err: error, requestId }, 'router: one of many requests failed')
    return head + errorReply(error, requestId).body.slice(1)
  }
}
