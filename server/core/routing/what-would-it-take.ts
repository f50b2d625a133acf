// The smallest changes that make a refused job succeed. Each is tried: the change is made to a copy of the snapshot or the
// request and put to the exact `decide`; only what then routes is proposed. `remedy` says what is in the way, from counts
// and for everybody; this is for whoever can change something.

import { toEnd } from '../steps'
import { decide } from './decide'
import { candidateChanges } from './take/candidates'
import type { Attempt, Change } from './take/change'
import type { DecideContext, Decision, RouteRequest, Snapshot } from './types'

export type Proposal = {
  kind: Change['kind']
  sentence: string
  /** How many single changes it takes: nodes to add, settings to alter. */
  cost: number
  /** The world and the request after it, for trying or showing it. */
  apply(): Attempt
}

/** `jobs`: how many such jobs at once are to be served. Empty where nothing that was tried helps, or nothing is needed. */
export const whatWouldItTake = (snapshot: Snapshot, request: RouteRequest, context: DecideContext, jobs = 1): readonly Proposal[] =>
  toEnd(takeSteps(snapshot, request, context, jobs))

/** The same change by change, for whoever has other things to do meanwhile: some hundred are tried, each on the whole fleet. */
export function* takeSteps(
  snapshot: Snapshot,
  request: RouteRequest,
  context: DecideContext,
  jobs = 1,
): Generator<void, readonly Proposal[]> {
  const now: Attempt = { snapshot, request, context }
  if (served(now, jobs)) return []
  const singles = [...candidateChanges(now, jobs)]
  const found = yield* helping(singles, now, jobs)
  const pairs = found.length > 0 ? [] : yield* helping(pairsOf(singles), now, jobs)
  return [...found, ...pairs]
    .sort((a, b) => a.cost - b.cost)
    .slice(0, 6)
    .map(({ kind, sentence, cost, apply }) => ({ kind, sentence, cost, apply: () => apply(now) }))
}

function* helping(changes: readonly Change[], now: Attempt, jobs: number): Generator<void, Change[]> {
  const found: Change[] = []
  for (const change of changes) {
    yield
    if (served(change.apply(now), jobs)) found.push(change)
  }
  return found
}

function pairsOf(singles: readonly Change[]): Change[] {
  const some = singles.slice(0, 24)
  return some.flatMap((a, i) =>
    some.slice(i + 1).map(
      (b): Change => ({
        kind: a.kind,
        sentence: `${a.sentence} Then: ${b.sentence}`,
        cost: a.cost + b.cost,
        apply: (at) => b.apply(a.apply(at)),
      }),
    ),
  )
}

/** Each job takes a slot of the node that it was given before the next is asked for. */
export function served({ snapshot, request, context }: Attempt, jobs: number): boolean {
  const nodes = new Map(snapshot.fleet.nodes)
  for (let i = 0; i < jobs; i++) {
    const decision: Decision = decide({ ...snapshot, fleet: { nodes } }, request, {
      ...context,
      seed: jobs === 1 ? context.seed : `${context.seed} ${i}`,
    })
    if (decision.nodeId === null) return false
    const node = nodes.get(decision.nodeId)!
    nodes.set(node.id, { ...node, leased: Math.max(node.leased, node.inFlight) + 1 })
  }
  return true
}
