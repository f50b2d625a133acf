import type { z } from 'zod'
import { type LeakProof, leakProofSteps } from '@/server/core/boundary/leak-proof'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { contain } from '@/server/core/config/contain'
import { decide } from '@/server/core/routing/decide'
import { indexFleet } from '@/server/core/routing/fleet/index-fleet'
import { effectivePolicy } from '@/server/core/routing/policy'
import { aTurn } from '@/server/platform/in-slices'
import type { Ctx } from '../../context'
import type { Following, Verb } from '../../verb'
import { compiledSide } from '../simulate/side'
import { requireOwn } from './revise'
import type { followProofInput, ProofEvent, subcloudInput } from './schemas'

/** Whoever asks for the same while it is worked out gets the same answer. */
const running = new Map<string, Promise<LeakProof>>()

/** Whether any path leads a Subcloud's jobs out of its boundary, by the configuration and the fleet as they are now. */
export async function proveBoundary({ ctx, input }: Verb<z.output<typeof subcloudInput>>): Promise<LeakProof> {
  const { slug } = requireOwn(ctx, input.slug)
  const { config } = ctx.control.replica.snapshot()
  const key = `${config.revision} ${slug}`
  const proof = running.get(key) ?? lastOf(proofOf(ctx, slug, config))
  running.set(key, proof)
  return proof.finally(() => running.delete(key))
}

/** The same, of the caller's own saved draft too, saying every now and then how far it is; it ends when nobody listens any more. */
export async function* followProof({ ctx, input, signal }: Following<z.output<typeof followProofInput>>): AsyncGenerator<ProofEvent> {
  const { slug } = requireOwn(ctx, input.slug)
  const config = await compiledSide(ctx, input.of === 'draft' ? { draft: `subcloud:${slug}` } : 'published')
  yield* proofOf(ctx, slug, config, signal)
}

/** About one moment: the fleet goes on changing under the replica, so it is copied first. */
async function* proofOf({ control }: Ctx, slug: string, config: CompiledConfig, signal?: AbortSignal): AsyncGenerator<ProofEvent> {
  const [nodes = []] = await control.replica.stillUnder([config])
  const fleet = { nodes: new Map(nodes.map((node) => [node.id, node])) }
  const steps = leakProofSteps(subject, { config, fleet }, control.now(), slug)
  for (let saidAt = performance.now(); !signal?.aborted; ) {
    await nextTurn()
    const { done, value } = slice(steps)
    if (done) return yield { done, proof: value }
    const now = performance.now()
    if (now - saidAt < sayEveryMs) continue
    yield { done: false, checked: { ...value } }
    saidAt = now
  }
}

function slice(steps: ReturnType<typeof leakProofSteps>): ReturnType<typeof steps.next> {
  for (const since = performance.now(); ; ) {
    const step = steps.next()
    if (step.done || performance.now() - since > sliceMs) return step
  }
}

/** One slice a turn of the event loop, however many proofs are under way: two at once slow each other down and nobody else. */
const nextTurn = (): Promise<void> => {
  turns = turns.then(aTurn)
  return turns
}
let turns = Promise.resolve()

async function lastOf(events: AsyncGenerator<ProofEvent>): Promise<LeakProof> {
  for await (const event of events) if (event.done) return event.proof
  throw new Error('a proof that nobody stopped came to no end')
}

const sliceMs = 5
const sayEveryMs = 200
const subject: Parameters<typeof leakProofSteps>[0] = {
  fleetOf: (config, nodes) => ({ nodes, index: indexFleet(config, nodes) }),
  decide: (snapshot, request, context) => decide(snapshot, request, context),
  carry: ({ config }, request) => effectivePolicy(config, config.subclouds.get(request.subcloud ?? '') ?? null, request).stated,
  contain: (config, place) => contain(config, place, 'high'),
}
