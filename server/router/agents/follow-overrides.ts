import type { RouterContext } from '../context'
import { factsOf, hasSameFacts } from './evidence'

/** Nodes looked at between two turns of the event loop. */
const SLICE = 500

/** A publish may carry overrides: holds them against the addresses of the agents that this router hears. */
export function followOverrides(ctx: RouterContext): () => void {
  return ctx.replica.onChange((what) => {
    if (what.has('config'))
      reviewAddresses(ctx).catch((error) => ctx.log.error({ err: error }, 'router: overrides could not be held against addresses'))
  })
}

async function reviewAddresses(ctx: RouterContext): Promise<void> {
  let count = 0
  for (const [id, heard] of [...ctx.agents.addresses]) {
    const known = ctx.replica.node(id)
    if (!known) continue
    const record = { ...known.record, addressFacts: factsOf(ctx, heard) }
    if (!hasSameFacts(record, known.record)) {
      ctx.replica.accept(record, known.live, false)
      ctx.agents.writer.put(record)
    }
    if (++count % SLICE === 0) await new Promise(setImmediate)
  }
}
