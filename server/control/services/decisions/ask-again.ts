import type { z } from 'zod'
import { decide } from '@/server/core/routing/decide'
import type { Trace } from '@/server/core/routing/types'
import { requestAgain } from '@/server/core/what-if/ask'
import { differences, type Outline, outlineOf } from '@/server/core/what-if/difference'
import { requireAccess } from '../../access'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { namer } from '../nodes/visible'
import { answerFor } from '../simulator/answer'
import type { Again } from '../simulator/schemas'
import { readDecision } from './read'
import { readTrace } from './read-trace'
import type { DecisionDetail, decisionInput } from './schemas'

/** A what-if: the request of a logged job on today's fleet and configuration, as a first attempt. It reserves nothing and is in no log. */
export async function askAgain({ ctx, input }: Verb<z.output<typeof decisionInput>>): Promise<Again> {
  requireAccess(ctx.actor, 'read')
  const snapshot = ctx.control.replica.snapshot()
  const reach = reachOf(ctx.actor, snapshot.config)
  const [trace, logged] = [await readTrace(ctx, input.id, reach), await readDecision({ ctx, input })]
  const now = ctx.control.now()
  const decision = decide(snapshot, requestAgain(trace, snapshot.config), { now, seed: trace.seed, explain: true })
  const answer = answerFor(decision, reach, namer(reach, snapshot))
  const after = { ...outlineOf(decision), nodeId: answer.decision.nodeId }
  return { answer, differences: differences(loggedOutline(logged, trace), after) }
}

function loggedOutline(logged: DecisionDetail, { boundary }: Trace): Outline {
  const { outcome, code, preferredZone, servedZone, servedCountry, rung, nodeId, gate, geoApplied, revision } = logged
  return { outcome, code, preferredZone, servedZone, servedCountry, rung, nodeId, gate, geoApplied, revision, boundaryHash: boundary.hash }
}
