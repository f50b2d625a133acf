import type { CompiledConfig } from '../../config/compiled'
import type { Fleet, FleetNode, RouteRequest } from '../../routing/types'
import { type Breach, type Clause, rulesOf, type Verdict } from './clauses'
import { originBreach } from './origins'
import { permits } from './permits'
import type { Prepared, Setting } from './types'

/** Judges every node by the rules of one request. Where the request itself is barred, no node is permitted. */
export function settingOf(
  { geography, now, checked }: Pick<Prepared, 'geography' | 'now'> & Partial<Pick<Prepared, 'checked'>>,
  config: CompiledConfig,
  request: RouteRequest,
  nodes: readonly FleetNode[],
  first: readonly Clause[] = [],
): Setting {
  const rules = rulesOf(config.source, geography, request, now, first)
  const origin = originBreach(rules)
  const empty: Breach = { kind: 'boundary', layer: null, token: null, sentence: 'A list that allows nothing was given.' }
  const barred = rules.allowsNothing ? empty : origin === 'uncertain' ? null : origin
  const verdicts = new Map<string, Verdict>()
  const areas = new Map<string, boolean>()
  for (const node of nodes) {
    const verdict = barred === null ? permits(node, rules, areas) : { breach: barred, undecided: false }
    if (verdict.undecided && checked) checked.undecided++
    verdicts.set(node.id, verdict)
  }
  return { config, rules, nodes, verdicts, full: fleetOf(nodes) }
}

/** By id in ascending order, as fleets are. */
export function fleetOf(nodes: readonly FleetNode[]): Fleet {
  const sorted = [...nodes].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { nodes: new Map(sorted.map((node) => [node.id, node])) }
}
