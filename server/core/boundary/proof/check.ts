// One question, put twice: all that a decision over the whole world looked at must be permitted, and over the forbidden
// nodes alone there must be no decision but a refusal.

import type { Decision, Fleet, RungTrace } from '../../routing/types'
import { isBeyond } from './asks'
import type { Breach } from './clauses'
import type { Ask, Counterexample, Prepared, Subject } from './types'

export function findLeak(subject: Subject, { now, checked, world, geography }: Prepared, ask: Ask): Counterexample | null {
  const { setting, request, gate, reach, stale } = ask
  const run = (fleet: Fleet, affinityKey: string | null): Decision =>
    subject.decide(
      { config: setting.config, fleet, gate: gate.view },
      { ...request, affinityKey },
      { now, seed: `proof-${checked.decisions++}`, stale },
    )
  // Every other question keeps a conversation together, so that both ways of picking see every rule.
  const whole = stale ? null : look(run(setting.full, checked.decisions % 4 < 2 ? null : 'proof'), true)
  return whole ?? look(run(ask.forbidden, checked.decisions % 4 < 2 ? 'proof' : null), false)

  function look(decision: Decision, isWhole: boolean): Counterexample | null {
    const rungs = (list: readonly RungTrace[] | null) =>
      (list ?? []).flatMap(({ rung, sampled }) => sampled.map(({ id }) => ({ id, rung })))
    const seen: { id: string; rung: string | null; isShadow: boolean }[] = []
    if (decision.nodeId !== null) seen.push({ id: decision.nodeId, rung: decision.rung, isShadow: false })
    for (const one of rungs(decision.trace.rungs)) seen.push({ ...one, isShadow: false })
    for (const one of rungs(decision.trace.shadowRungs)) seen.push({ ...one, isShadow: true })
    for (const { id, rung, isShadow } of seen) {
      const clause = breachOf(id, isShadow)
      if (clause !== null) return counterexample(id, rung, clause)
    }
    if (isWhole || decision.nodeId === null) return null
    return counterexample(decision.nodeId, decision.rung, { kind: 'unknown', layer: null, token: null, sentence: 'It was to be refused.' })
  }

  function breachOf(id: string, isShadow: boolean): Breach | null {
    if (stale)
      return { kind: 'stale', layer: null, token: null, sentence: 'What is known of the fleet is too old to prove where a node is.' }
    const node = setting.full.nodes.get(id)
    if (!node) return { kind: 'unknown', layer: null, token: null, sentence: 'There is no such node.' }
    const { breach } = setting.verdicts.get(id)!
    if (breach !== null || isShadow || reach === null || !isBeyond(node, reach, geography)) return breach
    return { kind: 'fallback', layer: null, token: reach.join(' | '), sentence: 'It lies beyond the rungs that the fallback allows.' }
  }

  function counterexample(id: string, rung: string | null, clause: Breach): Counterexample {
    const verdict = setting.full.nodes.get(id)?.geo.verdict
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
