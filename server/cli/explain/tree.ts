// The tree that is printed: where the job came from, what was allowed, each rung with who was cut and why, and the winner.

import { type ReasonCode, reasons } from '@/server/core/reasons'
import type { SpillTrace } from '@/server/core/routing/spill/types'
import type { Trace } from '@/server/core/routing/types'
import type { TraceView } from '@/server/core/routing/views'
import { type WhyNot, whyNotSentences } from '@/server/core/routing/why-not'

export type Explained = {
  outcome: string
  nodeId: string | null
  servedZone: string | null
  rung: string | null
  refusal: { code: string; detail: string; remedy: string } | null
  boundary: { tokens: readonly string[]; hash: string }
  reasons: readonly string[]
  trace: TraceView | Trace
  whyNot: WhyNot | null
  take: readonly { sentence: string }[]
}

export function treeOf(one: Explained): string {
  const { trace } = one
  const { origin, preference, gate, policy } = trace
  const lines: string[] = [
    `${trace.request.model} on ${trace.request.environment}${trace.request.subcloud ? `, Subcloud ${trace.request.subcloud}` : ''} · revision ${trace.revision}`,
  ]
  const add = (depth: number, text: string) => void lines.push(`${'│  '.repeat(depth)}├─ ${text}`)
  add(
    0,
    `origin: ${origin.country ?? 'unknown'}, zone ${origin.containment.label ?? 'none'} (${origin.source}, confidence ${origin.confidence})`,
  )
  add(
    0,
    `preference: ${preference.tokens.join(', ') || 'none'} (from ${preference.source})${preference.dropped.length > 0 ? `; outside the boundary: ${preference.dropped.join(', ')}` : ''}`,
  )
  add(0, `boundary: ${one.boundary.tokens.join(', ') || 'anywhere'}; trust ${policy.minTrust} or better; fallback ${policy.fallback}`)
  for (const { layer, clause } of policy.layers)
    add(1, `${layer}: ${[...clause.allow, ...clause.deny.map((token) => `!${token}`)].join(', ')}`)
  add(0, `gate: ${gate.state}${gate.override ? ' (override)' : ''}; preference is ${gate.applied ? 'applied' : 'not applied'}`)
  if (trace.panic && (trace.panic.admin || trace.panic.zones.length > 0))
    add(0, `panic: nodes count as live for longer ${trace.panic.admin ? 'everywhere, by an admin' : `in ${trace.panic.zones.join(', ')}`}`)
  if (trace.spill) for (const [depth, text] of spillLines(trace.spill)) add(depth, text)
  for (const rung of trace.rungs) {
    add(0, `rung ${rung.rung} ${rung.token}: ${rung.candidates} ${countedAs[rung.counted ?? 'all']}, ${rung.eligible} eligible`)
    if ('cutBy' in rung) for (const name of rung.cutBy) add(1, `cut by ${name}: ${sentence(`filter_${name}`)}`)
    else for (const [name, count] of Object.entries(rung.cut)) add(1, `${count} cut by ${name}: ${sentence(`filter_${name}`)}`)
    const sampled = 'sampled' in rung ? (rung.sampled ?? []) : []
    for (const node of sampled)
      add(
        1,
        `${node.id} score ${node.score} · ${node.free}/${node.slots} free · ${node.country ?? '–'} · ${node.distanceKm ?? '?'} km · ${node.trust}${node.id === one.nodeId ? '  ← chosen' : ''}`,
      )
  }
  if (one.refusal === null) add(0, `served by ${one.nodeId ?? 'a node'} in ${one.servedZone ?? 'no zone'} (${one.rung})`)
  else add(0, `refused: ${one.refusal.code}. ${one.refusal.detail} ${one.refusal.remedy}`)
  for (const code of one.reasons) add(1, `${code}: ${sentence(code)}`)
  if (one.whyNot) {
    add(0, `why not ${one.whyNot.nodeId}: ${whyNotSentences[one.whyNot.because]}`)
    if (one.whyNot.ejectedUntil !== null) add(1, `ejected for failing until ${new Date(one.whyNot.ejectedUntil).toISOString()}`)
    if (one.whyNot.rung) add(1, `held by rung ${one.whyNot.rung.rung} ${one.whyNot.rung.token}`)
    for (const { name, passes } of one.whyNot.filters)
      add(1, `${passes ? '✓' : '✗'} ${name}${passes ? '' : `: ${sentence(`filter_${name}`)}`}`)
    if (one.whyNot.score !== null)
      add(1, `score ${one.whyNot.score}${one.whyNot.winner ? `, the winner’s ${one.whyNot.winner.score}` : ''}`)
  }
  if (one.take.length > 0) add(0, 'what it would take, any one of:')
  for (const { sentence } of one.take) add(1, sentence)
  return `${lines.join('\n')}\n`
}

function spillLines({ by, zone, since, mode, rungs, first }: SpillTrace): [depth: number, text: string][] {
  if (by === 'budget_spent') return [[0, 'spill: the budget is used up; the job may not leave its preferred rung']]
  const why = by === 'conversation' ? 'a conversation stays' : `drawn: ${rungs[first]?.token}`
  return [
    [0, `spill: ${zone} is hot since ${new Date(since ?? 0).toISOString()} (${mode}); ${why}`],
    ...rungs.map(({ token, health, share }): [number, string] => [1, `${token} takes ${share} % (health ${health})`]),
  ]
}

/** What a rung's counts are of. A server that does not say counts every node. */
const countedAs = { all: 'candidates', pool: 'candidates in its pool', looked: 'candidates in its pool, of the few looked at' }

function sentence(code: string): string {
  const known = Object.hasOwn(reasons, code) ? reasons[code as ReasonCode] : null
  return known === null ? '' : typeof known === 'string' ? known : JSON.stringify(known)
}
