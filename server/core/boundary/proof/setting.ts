// Stages, and their nodes judged. What recurs is done once: a fleet is made once a stage, each node is judged once a set of
// rules, and what is forbidden is gathered once for each reach.

import type { CompiledConfig } from '../../config/compiled'
import type { Origin } from '../../origin/types'
import type { Fleet, FleetNode, RouteRequest } from '../../routing/types'
import { type Breach, type Clause, type Rules, rulesOf } from './clauses'
import type { Geography } from './geography'
import { originBreach } from './origins'
import { nothingAsked, permits } from './permits'
import type { Prepared, Setting, Stage, Subject } from './types'

export function stageOf(subject: Subject, config: CompiledConfig, nodes: readonly FleetNode[]): Stage {
  // By id in ascending order, as fleets are.
  const sorted = [...nodes].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { config, nodes: sorted, full: fleetOf(subject, config, sorted), parts: new Map() }
}

/** `panicIn`: zones that panic by themselves, where the admin's switch is off. `first`: the clauses of the attempt that is repeated. */
type Condition = { panicIn?: Setting['panicIn']; first?: readonly Clause[] }

/** Judges every node by the rules of one request. */
export function settingOf(
  { geography, members, now, checked }: Prepared,
  stage: Stage,
  request: RouteRequest,
  { panicIn = null, first = [] }: Condition = {},
): Setting {
  const stated = rulesOf(stage.config.source, geography, request, now, first)
  // Which zone labels a node is the core's to say, so all are given the grace of panic here.
  const rules = { ...stated, panic: stated.panic || panicIn !== null }
  const asked = nothingAsked()
  const nodes = rules.allowsNothing ? [] : stage.nodes
  const verdicts = new Map(nodes.map((node) => [node.id, permits(node, members(node), rules, asked)]))
  for (const { undecided } of verdicts.values()) if (undecided) checked.undecided++
  return { stage, rules, verdicts, panicIn, barred: barredBy(rules), forbidden: new Map() }
}

/** The same for a job from elsewhere: nothing that is asked of a node reads where a job comes from. */
export function fromElsewhere(setting: Setting, origin: Origin): Setting {
  const rules = { ...setting.rules, request: { ...setting.rules.request, origin } }
  return { ...setting, rules, barred: barredBy(rules) }
}

function barredBy(rules: Rules): Breach | null {
  const nothing = 'A list that allows nothing was given.'
  if (rules.allowsNothing) return { kind: 'boundary', layer: null, token: null, sentence: nothing }
  const breach = originBreach(rules)
  return breach === 'uncertain' ? null : breach
}

export const breachOf = ({ barred, verdicts }: Setting, id: string): Breach | null => barred ?? verdicts.get(id)!.breach

/** The nodes that may not take the job, and with a reach those beyond it. */
export function forbiddenOf(subject: Subject, setting: Setting, reach: readonly string[] | null): Fleet {
  const { stage, barred, forbidden, rules } = setting
  if (barred !== null) return stage.full
  const key = reach === null ? '' : reach.join()
  const known = forbidden.get(key)
  if (known) return known
  const isForbidden = (node: FleetNode) => breachOf(setting, node.id) !== null || (reach !== null && isBeyond(node, reach, rules.geography))
  const made = partOf(subject, stage, stage.nodes.map(isForbidden))
  forbidden.set(key, made)
  return made
}

/** Other rules often forbid the same nodes. */
function partOf(subject: Subject, { config, nodes, parts }: Stage, isIn: readonly boolean[]): Fleet {
  const key = isIn.map(Number).join('')
  const part =
    parts.get(key) ??
    fleetOf(
      subject,
      config,
      nodes.filter((_, i) => isIn[i]),
    )
  parts.set(key, part)
  return part
}

export function isBeyond({ geo }: FleetNode, reach: readonly string[], geography: Geography): boolean {
  const { level, place } = geo.verdict
  if (level === 'contradicted' || level === 'impossible' || place.country === null) return true
  return reach.every((token) => geography.standing(token, place, 'stated') === 'out')
}

const fleetOf = (subject: Subject, config: CompiledConfig, nodes: readonly FleetNode[]): Fleet =>
  subject.fleetOf(config, new Map(nodes.map((node) => [node.id, node])))
