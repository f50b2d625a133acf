import type { z } from 'zod'
import { type LeakProof, leakProofSteps } from '@/server/core/boundary/leak-proof'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { contain } from '@/server/core/config/contain'
import { decide } from '@/server/core/routing/decide'
import { effectivePolicy } from '@/server/core/routing/policy'
import { aTurn, inSlices } from '@/server/platform/in-slices'
import type { Ctx } from '../../context'
import type { Following, Verb } from '../../verb'
import { compiledSide } from '../simulate/side'
import { requireOwn } from './revise'
import type { followProofInput, ProofEvent, subcloudInput } from './schemas'

/** Two at once would only slow each other down: whoever asks meanwhile gets the same answer. */
const running = new Map<string, Promise<LeakProof>>()

/** Whether any path leads a Subcloud's jobs out of its boundary, by the configuration and the fleet as they are now. */
export async function proveBoundary({ ctx, input }: Verb<z.output<typeof subcloudInput>>): Promise<LeakProof> {
  const { slug } = requireOwn(ctx, input.slug)
  const key = `${ctx.control.replica.snapshot().config.revision} ${slug}`
  const proof = running.get(key) ?? prove(ctx, slug)
  running.set(key, proof)
  return proof.finally(() => running.delete(key))
}

/** The same, of the caller's own saved draft too, saying every now and then how far it is; it ends when nobody listens any more. */
export async function* followProof({ ctx, input, signal }: Following<z.output<typeof followProofInput>>): AsyncGenerator<ProofEvent> {
  const { slug } = requireOwn(ctx, input.slug)
  const config = await compiledSide(ctx, input.of === 'draft' ? { draft: `subcloud:${slug}` } : 'published')
  const steps = stepsOf(ctx, slug, config)
  let saidAt = performance.now()
  for (let paused = performance.now(); !signal?.aborted; ) {
    const { done, value } = steps.next()
    if (done) return yield { done: true, proof: value }
    const now = performance.now()
    if (now - paused < sliceMs) continue
    if (now - saidAt > sayEveryMs) {
      yield { done: false, checked: { ...value } }
      saidAt = now
    }
    await aTurn()
    paused = performance.now()
  }
}

const prove = (ctx: Ctx, slug: string): Promise<LeakProof> => inSlices(stepsOf(ctx, slug, ctx.control.replica.snapshot().config))

/** The fleet goes on changing under the replica; a proof is about one moment. */
function stepsOf({ control }: Ctx, slug: string, config: CompiledConfig): ReturnType<typeof leakProofSteps> {
  const snapshot = control.replica.snapshot()
  const still = { ...snapshot, config, fleet: { nodes: new Map(snapshot.fleet.nodes) } }
  return leakProofSteps(subject, still, control.now(), slug)
}

const sliceMs = 10
const sayEveryMs = 200
const subject: Parameters<typeof leakProofSteps>[0] = {
  decide: (snapshot, request, context) => decide(snapshot, request, context),
  carry: ({ config }, request) => effectivePolicy(config, config.subclouds.get(request.subcloud ?? '') ?? null, request).stated,
  contain: (config, place) => contain(config, place, 'high'),
}
