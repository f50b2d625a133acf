// One question and what its answer has to be: over all nodes a decision may look at permitted ones only, and over the forbidden
// ones alone there must be no decision but a refusal.

import type { RungTrace } from '../../routing/types'
import type { Breach } from './clauses'
import { breachOf, isBeyond } from './setting'
import type { Ask, Counterexample, Prepared } from './types'

export function findLeak({ subject, now, checked, world, geography }: Prepared, ask: Ask): Counterexample | null {
  const { setting, request, fleet, gate, reach, stale } = ask
  const { config, full } = setting.stage
  // Every other question keeps a conversation together, and on the next ladder the others, so that both ways of picking see every rule.
  const affinityKey = (checked.decisions + checked.requests) % 2 === 0 ? null : 'proof'
  const seed = `proof-${checked.decisions++}`
  const context = { now, seed, stale, pickOnly: true }
  const snapshot = { config, fleet, gate: gate.view, ...(setting.panicIn && { panic: setting.panicIn }) }
  const decision = subject.decide(snapshot, { ...request, affinityKey }, context)
  const { rungs, shadowRungs } = decision.trace
  const looked = (list: readonly RungTrace[], isShadow: boolean) =>
    list.flatMap(({ rung, sampled }) => sampled.map(({ id }) => ({ id, rung, isShadow })))
  const picked = decision.nodeId === null ? [] : [{ id: decision.nodeId, rung: decision.rung, isShadow: false }]
  for (const { id, rung, isShadow } of [...picked, ...looked(rungs, false), ...looked(shadowRungs ?? [], true)]) {
    const clause = breachBy(id, isShadow)
    if (clause !== null) return counterexample(id, rung, clause)
  }
  if (ask.isWhole || decision.nodeId === null) return null
  return counterexample(decision.nodeId, decision.rung, { kind: 'unknown', layer: null, token: null, sentence: 'It was to be refused.' })

  function breachBy(id: string, isShadow: boolean): Breach | null {
    if (stale)
      return { kind: 'stale', layer: null, token: null, sentence: 'What is known of the fleet is too old to prove where a node is.' }
    const node = full.nodes.get(id)
    if (!node) return { kind: 'unknown', layer: null, token: null, sentence: 'There is no such node.' }
    const breach = breachOf(setting, id)
    if (breach !== null || isShadow || reach === null || !isBeyond(node, reach, geography)) return breach
    return { kind: 'fallback', layer: null, token: reach.join(' | '), sentence: 'It lies beyond the rungs that the fallback allows.' }
  }

  function counterexample(id: string, rung: string | null, clause: Breach): Counterexample {
    const verdict = full.nodes.get(id)?.geo.verdict
    const { country, subdivision } = verdict?.place ?? { country: null, subdivision: null }
    return {
      request,
      attempt: ask.attempt,
      gate: gate.label,
      panic: setting.rules.panic,
      stale,
      node: { id, country, subdivision, level: verdict?.level ?? 'unknown', isProbe: world.probes.has(id) },
      rung,
      clause,
    }
  }
}
