import type { DecideContext, Decision } from '@/server/core/routing/types'
import { type Viewer, viewRefusal, viewTrace } from '@/server/core/routing/views'
import { takeSteps } from '@/server/core/routing/what-would-it-take'
import { type WhyNot, whyNot } from '@/server/core/routing/why-not'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { isNetworkKey, maySeeNode } from '../tenant'
import type { Prepared } from './prepare'

/** How a decision came about, and for a refusal what would make it succeed, as far as this key may know. */
export function explanation(decision: Decision, key: ApiKeyRecord, depth: 'summary' | 'full') {
  const viewer = viewerOf(key)
  const refusal = viewRefusal(decision, viewer)
  return { ...(refusal ? { remedy: refusal.remedy } : {}), trace: viewTrace(decision.trace, viewer, depth) }
}

export type Further = { whyNot?: WhyNot; take?: { kind: string; sentence: string; cost: number }[] }

/** It decides some hundred times, each time on all of the fleet. */
const fleetTried = 2000

/** Of single nodes, so for those alone who may learn of them. In steps, on the fleet as it is at the first. */
export function* furtherSteps(
  { input, key, request, snapshot }: Prepared,
  decision: Decision,
  context: DecideContext,
): Generator<void, Further> {
  if (!maySeeNode(key, request.subcloud)) return {}
  const { nodes } = snapshot.fleet
  const further: Further = input.whyNot
    ? { whyNot: whyNot({ ...snapshot, fleet: { nodes: new Map(nodes) } }, request, input.whyNot, context) }
    : {}
  if (decision.outcome === 'routed') return further
  if (nodes.size > fleetTried) return { ...further, take: [] }
  const still = { ...snapshot, fleet: { nodes: new Map(Array.from(nodes, ([id, node]) => [id, { ...node }])) } }
  const take = yield* takeSteps(still, request, context)
  return { ...further, take: take.map(({ kind, sentence, cost }) => ({ kind, sentence, cost })) }
}

// A gateway is told which node serves each of its jobs, so there is nothing to keep from it.
function viewerOf(key: ApiKeyRecord): Viewer {
  if (isNetworkKey(key)) return { role: 'admin' }
  return key.scopes.includes('owner') && key.subcloud !== null ? { role: 'owner', subcloud: key.subcloud } : { role: 'consumer' }
}
