import type { z } from 'zod'
import { replaysEqual } from '@/server/core/routing/replay'
import { requireAccess } from '../../access'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import type { Replayed } from '../simulator/schemas'
import { readTrace } from './read-trace'
import type { decisionInput } from './schemas'

/** Decides again on what the trace holds, by its own snapshot and seed: equal to the byte, or it was altered. */
export async function replayDecision({ ctx, input }: Verb<z.output<typeof decisionInput>>): Promise<Replayed> {
  requireAccess(ctx.actor, 'read')
  const reach = reachOf(ctx.actor, ctx.control.replica.snapshot().config)
  const trace = await readTrace(ctx, input.id, reach)
  const rungs = [...trace.rungs, ...(trace.shadowRungs ?? [])]
  const candidates = rungs.reduce((sum, { sampled }) => sum + sampled.length, 0)
  return { equal: replaysEqual(trace), rungs: rungs.length, candidates: reach.detail === 'consumer' ? 0 : candidates }
}
