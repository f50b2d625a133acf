import type { z } from 'zod'
import { type LeakProof, leakProofSteps } from '@/server/core/boundary/leak-proof'
import { contain } from '@/server/core/config/contain'
import { decide } from '@/server/core/routing/decide'
import { effectivePolicy } from '@/server/core/routing/policy'
import { requireAccess } from '../../access'
import { notFound, reaches, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import type { subcloudInput } from './schemas'

/** Two at once would only slow each other down: whoever asks meanwhile gets the same answer. */
const running = new Map<string, Promise<LeakProof>>()

/** Whether any path leads a Subcloud's jobs out of its boundary, by the configuration and the fleet as they are now. */
export async function proveBoundary({ ctx, input }: Verb<z.output<typeof subcloudInput>>): Promise<LeakProof> {
  requireAccess(ctx.actor, 'own')
  const snapshot = ctx.control.replica.snapshot()
  const { config } = snapshot
  if (!config.subclouds.has(input.slug) || !reaches(reachOf(ctx.actor, config), input.slug)) throw notFound('Subcloud')
  const key = `${config.revision} ${input.slug}`
  const proof = running.get(key) ?? prove(ctx.control.now())
  running.set(key, proof)
  return proof.finally(() => running.delete(key))

  async function prove(now: number): Promise<LeakProof> {
    // The fleet goes on changing under the replica; a proof is about one moment.
    const still = { ...snapshot, fleet: { nodes: new Map(snapshot.fleet.nodes) } }
    const steps = leakProofSteps(subject, still, now, input.slug)
    let pausedAt = performance.now()
    for (;;) {
      const { done, value } = steps.next()
      if (done) return value
      if (performance.now() - pausedAt < sliceMs) continue
      await new Promise((resume) => setImmediate(resume))
      pausedAt = performance.now()
    }
  }
}

const sliceMs = 10
const subject: Parameters<typeof leakProofSteps>[0] = {
  decide: (snapshot, request, context) => decide(snapshot, request, context),
  carry: ({ config }, request) => effectivePolicy(config, config.subclouds.get(request.subcloud ?? '') ?? null, request).stated,
  contain: (config, place) => contain(config, place, 'high'),
}
