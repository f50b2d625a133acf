import { eachInSlices } from '@/server/platform/in-slices'
import type { RouterContext } from '../context'
import { factsOf, hasSameFacts } from './evidence'

/** A publish may carry overrides: holds them against the addresses of the agents that this router hears. */
export function followOverrides(ctx: RouterContext): () => void {
  return ctx.replica.onChange((what) => {
    if (what.has('config'))
      reviewAddresses(ctx).catch((error) => ctx.log.error({ err: error }, 'router: overrides could not be held against addresses'))
  })
}

function reviewAddresses(ctx: RouterContext): Promise<void> {
  return eachInSlices([...ctx.agents.addresses], ([id, heard]) => {
    const known = ctx.replica.node(id)
    if (!known) return
    const record = { ...known.record, addressFacts: factsOf(ctx, heard) }
    if (hasSameFacts(record, known.record)) return
    ctx.replica.accept(record, known.live, false)
    ctx.agents.writer.put(record)
  })
}
