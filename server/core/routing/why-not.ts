// Why a given node did not take a job. The node is put to the very same `decide` alone, with filters that note their answer
// and go on: so the rung that holds it, each filter and its score come from the code that decides, not from a copy of it.

import { isRegistered } from './candidates'
import { decide } from './decide'
import { type Filter, filters, isEjected } from './filters'
import { trustTier } from './score'
import type { DecideContext, Decision, FilterName, NodeId, RouteRequest, Rung, SampledCandidate, Snapshot } from './types'

export type WhyNot = {
  nodeId: NodeId
  /** In the order of the filters; empty where the job was refused before any node was looked at. */
  filters: readonly { name: FilterName; passes: boolean }[]
  /** The rung that holds the node; null where none of this job's does. */
  rung: { rung: Rung; token: string } | null
  because:
    | 'chosen'
    | 'unknown_node'
    | 'not_registered'
    | 'job_refused'
    | 'filtered'
    | 'out_of_reach'
    | 'later_rung'
    | 'less_trusted'
    | 'not_drawn'
    | 'affinity'
    | 'scored_worse'
    | 'tie'
  failed: FilterName | null
  /** Until when it is set aside for failing; null where it is not. */
  ejectedUntil: number | null
  score: number | null
  winner: { nodeId: NodeId; rung: Rung; token: string; score: number } | null
}

export function whyNot(snapshot: Snapshot, request: RouteRequest, nodeId: NodeId, context: DecideContext): WhyNot {
  const real = decide(snapshot, request, context)
  const base: WhyNot = {
    nodeId,
    filters: [],
    rung: null,
    because: 'unknown_node',
    failed: null,
    ejectedUntil: null,
    score: null,
    winner: winnerOf(real),
  }
  const node = snapshot.fleet.nodes.get(nodeId)
  if (!node) return base
  if (isEjected(node, context.now)) base.ejectedUntil = node.ejectedUntil!
  const answers = new Map<FilterName, boolean>()
  const noting = filters.map((one): Filter => ({ name: one.name, passes: (...of) => note(one, of) }))
  const alone = decide({ ...snapshot, fleet: { nodes: new Map([[nodeId, node]]) } }, request, context, noting)
  const own = alone.trace.rungs.at(-1)
  const isKnown = isRegistered(node, context.now)
  // In no rung the filters were not asked: once more, on the one rung that holds everything.
  const anywhere: Snapshot = { ...snapshot, fleet: { nodes: new Map([[nodeId, node]]) }, gate: { zones: {}, override: null } }
  if (own && answers.size === 0 && isKnown) decide(anywhere, request, context, noting)
  const sampled = own?.sampled[0] ?? null
  const asked = filters.map(({ name }) => ({ name, passes: answers.get(name) ?? false }))
  const failed = asked.find(({ passes }) => !passes)?.name ?? null
  const found: WhyNot = { ...base, filters: answers.size === 0 ? [] : asked, failed: answers.size === 0 ? null : failed }
  if (alone.trace.rungs.length === 0) return { ...found, because: 'job_refused' }
  if (!isKnown) return { ...found, because: 'not_registered' }
  const rung = sampled === null || !own ? null : { rung: own.rung, token: own.token }
  if (failed !== null) return { ...found, rung, because: 'filtered' }
  if (rung === null || sampled === null) return { ...found, because: 'out_of_reach' }
  return { ...found, rung, score: sampled.score, because: compare(sampled) }

  function note({ name, passes }: Filter, of: Parameters<Filter['passes']>): boolean {
    try {
      answers.set(name, passes(...of) === true)
    } catch {
      answers.set(name, false)
    }
    return true
  }

  function compare(own: SampledCandidate): WhyNot['because'] {
    const { winner } = base
    if (winner?.nodeId === nodeId) return 'chosen'
    if (winner === null || winner.rung !== rung!.rung || winner.token !== rung!.token) return 'later_rung'
    const best = snapshot.fleet.nodes.get(winner.nodeId)
    if (real.geoApplied && best && trustTier(node!) > trustTier(best)) return 'less_trusted'
    if (request.affinityKey !== null) return 'affinity'
    if (!real.trace.rungs.at(-1)!.sampled.some(({ id }) => id === nodeId)) return 'not_drawn'
    return own.score > winner.score ? 'scored_worse' : 'tie'
  }
}

function winnerOf({ nodeId, trace }: Decision): WhyNot['winner'] {
  const last = trace.rungs.at(-1)
  const best = last?.sampled[0]
  return nodeId === null || !last || !best ? null : { nodeId, rung: last.rung, token: last.token, score: best.score }
}

export const whyNotSentences: Record<WhyNot['because'], string> = {
  chosen: 'It was chosen.',
  unknown_node: 'No such node is in the fleet.',
  not_registered: 'It was last seen over 30 days ago, and counts as gone.',
  job_refused: 'The job was refused before any node was looked at.',
  filtered: 'A filter kept it out.',
  out_of_reach: 'It is eligible, but no rung that the fallback allows holds it.',
  later_rung: 'It is eligible, but an earlier rung had an eligible node.',
  less_trusted: 'It is eligible, but in this rung better trusted nodes go first.',
  not_drawn: 'It is eligible, but of a large pool only a few are drawn by the seed, and it was not among them.',
  affinity: 'It is eligible, but the conversation belongs to another node.',
  scored_worse: 'It is eligible, but its score is worse than the winner’s (lower is better).',
  tie: 'It is eligible and scored the same; the seed decided between them.',
}
