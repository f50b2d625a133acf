// Many decisions at once, as a batch's slice or a stream's lines: they share one write of the log, and no promise is made
// for each.

import type { RouterContext } from '../context'
import { errorReply, isExpected } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { type Decided, decisionText } from './answer'
import { decideEach, Failed } from './decide-each'
import { type Prepared, prepare, readRequest } from './prepare'

/** Who asks: a request, or the stream that the lines come by. */
export type Asker = Pick<RouterRequest, 'key' | 'caller' | 'requestId'>
/** `head` opens the answer's object, with the caller's id where there is one. */
export type Asked = { head: string; body: unknown }

/** The answers' texts in the order of what was asked; what is wrong with one is its own answer. */
export async function decideAll(ctx: RouterContext, asker: Asker, all: readonly Asked[]): Promise<string[]> {
  const startedUs = performance.now() * 1000
  const waiting: (Prepared | Failed | Promise<Prepared | Failed>)[] = []
  let isLookedUp = false
  for (const one of all) {
    const prepared = tryPrepare(ctx, asker, one, startedUs)
    if (prepared instanceof Promise) isLookedUp = true
    waiting.push(prepared)
  }
  const prepared = isLookedUp ? await Promise.all(waiting) : (waiting as (Prepared | Failed)[])
  const made = await decideEach(ctx, prepared)
  const texts: string[] = []
  for (let i = 0; i < made.length; i++) texts.push(textOf(ctx, asker, all[i]!.head, made[i]!))
  return texts
}

function tryPrepare(ctx: RouterContext, asker: Asker, { body }: Asked, startedUs: number): Prepared | Failed | Promise<Prepared | Failed> {
  try {
    const prepared = prepare(ctx, asker, readRequest(body), startedUs)
    return prepared instanceof Promise ? prepared.catch((error: unknown) => new Failed(error)) : prepared
  } catch (error) {
    return new Failed(error)
  }
}

function textOf(ctx: RouterContext, { requestId }: Asker, head: string, one: Decided | Failed): string {
  try {
    if (one instanceof Failed) throw one.error
    return decisionText(one, requestId, head)
  } catch (error) {
    if (!isExpected(error)) ctx.log.error({ err: error, requestId }, 'router: one of many requests failed')
    return head + errorReply(error, requestId).body.slice(1)
  }
}
