import type { z } from 'zod'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { snapshotSteps } from '@/server/core/routing/snapshot'
import { WhatIfTotals } from '@/server/core/routing/what-if'
import { ServiceError } from '@/server/platform/errors'
import { aTurn, inSlices } from '@/server/platform/in-slices'
import { requireAccess } from '../../access'
import type { Control, Ctx } from '../../context'
import { notFound, reaches, reachOf } from '../../reach'
import type { Following } from '../../verb'
import { nodesUnder } from '../config/nodes-under'
import { countJobs, loggedJobs, type Subclouds } from './logged-jobs'
import type { followSimulationInput, SimulationEvent, SimulationResult, simulateInput } from './schemas'
import { compiledSide, compiledSubmission } from './side'

/** The event loop is never held longer than this at a time. */
const sliceMs = 10
const progressMs = 200
const atOnce = 3
let running = 0

/** A draft against what is in force, to the end. */
export async function simulateDraft({ ctx, input, signal }: Following<z.output<typeof simulateInput>>): Promise<SimulationResult> {
  requireAccess(ctx.actor, 'admin')
  const { config: published } = ctx.control.replica.snapshot()
  const after = await compiledSubmission(ctx, input.config)
  let result: SimulationResult | null = null
  for await (const event of simulate(ctx.control, { before: published, after, last: input.last, subclouds: null }, signal))
    if (event.type === 'done') result = event.result
  if (!result) throw new ServiceError('unavailable', 'The simulation was stopped before its end. Ask again.', { retryAfterS: 1 })
  return result
}

/** Any two of published, drafts and revisions, with progress; whoever leaves stops it. */
export async function* followSimulation({
  ctx,
  input,
  signal,
}: Following<z.output<typeof followSimulationInput>>): AsyncGenerator<SimulationEvent> {
  requireAccess(ctx.actor, 'own')
  const subclouds = subcloudsOf(ctx, input.subcloud)
  const [before, after] = await Promise.all([compiledSide(ctx, input.before), compiledSide(ctx, input.after)])
  yield* simulate(ctx.control, { before, after, last: input.last, subclouds }, signal)
}

function subcloudsOf(ctx: Ctx, slug: string | undefined): Subclouds {
  requireAccess(ctx.actor, 'own')
  const { config } = ctx.control.replica.snapshot()
  const reach = reachOf(ctx.actor, config)
  if (slug === undefined) return reach.subclouds && [...reach.subclouds]
  if (!config.subclouds.has(slug) || !reaches(reach, slug)) throw notFound('Subcloud')
  return [slug]
}

type Compared = { before: CompiledConfig; after: CompiledConfig; last: number; subclouds: Subclouds }

async function* simulate(
  control: Control,
  { before, after, last, subclouds }: Compared,
  signal: AbortSignal | undefined,
): AsyncGenerator<SimulationEvent> {
  if (running >= atOnce)
    throw new ServiceError('rate_limited', `${atOnce} simulations are running already. Wait for one to end.`, { retryAfterS: 5 })
  running++
  try {
    const startedAt = performance.now()
    const { pool, replica, now } = control
    const { gate, config: published } = replica.snapshot()
    const at = now()
    const [was = [], is = []] = await nodesUnder(control, [before, after])
    const [from, to] = [await inSlices(snapshotSteps(before, was, gate)), await inSlices(snapshotSteps(after, is, gate))]
    const totals = new WhatIfTotals(from, to, at)
    const total = await countJobs(pool, last, subclouds)
    let [done, pausedAt, toldAt] = [0, performance.now(), 0]
    yield { type: 'progress', done, total }
    for await (const jobs of loggedJobs(pool, last, subclouds)) {
      for (const job of jobs) {
        totals.add(job)
        done++
        if (performance.now() - pausedAt < sliceMs) continue
        await aTurn()
        if (signal?.aborted) return
        pausedAt = performance.now()
        if (pausedAt - toldAt < progressMs) continue
        toldAt = pausedAt
        yield { type: 'progress', done, total: Math.max(total, done) }
      }
      if (signal?.aborted) return
    }
    yield {
      type: 'done',
      result: { ...totals.result(), baseRevision: published.revision, last, tookMs: Math.round(performance.now() - startedAt) },
    }
  } finally {
    running--
  }
}
