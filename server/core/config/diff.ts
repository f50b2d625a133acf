// What a publish would change, in the words of the domain: which countries move, which policies and nodes feel it. What
// refers to a jurisdiction is named even when its own text stays as it was, since nothing keeps the old set.

import { extentOf } from '../boundary/extent'
import type { GeoToken } from '../geo/place'
import { canonicalJson } from '../json/canonical'
import { isEqual, share } from '../json/share'
import { changesBetween, type EntityChange } from './changes'
import { compileConfig } from './compile'
import type { CompiledConfig } from './compiled'
import { type DiffedNode, diffNodes, type NodeChange } from './diff-nodes'
import { type DiffedOrigin, diffOrigins, type OriginChange } from './diff-origins'
import { diffPolicies, type PolicyChange } from './diff-policies'
import { added, changedFields } from './differences'
import { normaliseConfig } from './normalise'
import type { Config } from './schema'
import type { KeyReferences } from './token-fields'

export type SetChange = { code: string; gained: string[]; lost: string[]; shape: boolean; fields: string[] }

export type ConfigDiff = {
  /** Nothing at all would change. */
  same: boolean
  /** Countries and subdivisions whose labelling zone changes; null is no zone. */
  moved: { code: string; from: string | null; to: string | null }[]
  zones: { added: string[]; removed: string[]; changed: SetChange[] }
  jurisdictions: { added: string[]; removed: string[]; changed: SetChange[] }
  policies: { added: string[]; removed: string[]; touched: PolicyChange[] }
  models: { added: string[]; removed: string[] }
  overrides: { added: string[]; removed: string[] }
  /** Fields of the gate, of routing and of the platform that change. */
  settings: string[]
  /** Null where no nodes were given. */
  nodes: NodeChange[] | null
  /** Where jobs lately came from, and would be labelled otherwise; null where none were given. */
  origins: OriginChange[] | null
  /** Every field that differs, by its path. */
  changes: EntityChange[]
}

export type DiffOptions = {
  nodes?: readonly DiffedNode[]
  origins?: readonly DiffedOrigin[]
  keys?: readonly KeyReferences[]
}

export function diffConfigs(before: Config, after: Config, options: DiffOptions = {}): ConfigDiff {
  const source = normaliseConfig(before)
  const from = compileConfig(source, 0)
  const to = compileConfig(share(source, normaliseConfig(after)), 0)
  return diffCompiled(from, to, options)
}

/** For two whose sources are normalised and share what is equal. */
export function diffCompiled(from: CompiledConfig, to: CompiledConfig, options: DiffOptions = {}): ConfigDiff {
  const changes = changesBetween(from.source, to.source)
  const zones = diffAreas('zone', from, to)
  const jurisdictions = diffAreas('jurisdiction', from, to)
  const policies = diffPolicies(from, to, changedTokens(zones, jurisdictions, from, to), options.keys ?? [])
  return {
    same: changes.length === 0,
    moved: [...movedBy(from.zoneByCountry, to.zoneByCountry), ...movedBy(from.zoneBySubdivision, to.zoneBySubdivision)],
    zones,
    jurisdictions,
    policies,
    models: added(from.models, to.models),
    overrides: added(
      new Set(from.source.overrides.map((each) => canonicalJson(each))),
      new Set(to.source.overrides.map((each) => canonicalJson(each))),
    ),
    settings: [
      ...changedFields(from.source.gate, to.source.gate, 'gate'),
      ...changedFields(from.source.routing, to.source.routing, 'routing'),
      ...changedFields(from.source.platform, to.source.platform, 'platform'),
    ],
    nodes: options.nodes ? diffNodes(options.nodes, from, to, policies.touched) : null,
    origins: options.origins ? diffOrigins(options.origins, from, to) : null,
    changes,
  }
}

function movedBy(from: ReadonlyMap<string, string>, to: ReadonlyMap<string, string>): ConfigDiff['moved'] {
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((code) => from.get(code) !== to.get(code))
    .sort()
    .map((code) => ({ code, from: from.get(code) ?? null, to: to.get(code) ?? null }))
}

function diffAreas(kind: 'zone' | 'jurisdiction', from: CompiledConfig, to: CompiledConfig): ConfigDiff['zones'] {
  const [old, next] = kind === 'zone' ? [from.zones, to.zones] : [from.jurisdictions, to.jurisdictions]
  const [sources, nextSources] = [sourcesOf(kind, from), sourcesOf(kind, to)]
  const redrawn = kind === 'zone' ? redrawnZones(from, to) : new Set()
  const changed = [...old.keys()].flatMap((code): SetChange[] => {
    if (!next.has(code)) return []
    const token: GeoToken = `${kind}:${code}`
    const [a, b] = [extentOf(token, from)!, extentOf(token, to)!]
    const members = added(new Set([...a.countries, ...a.subdivisions]), new Set([...b.countries, ...b.subdivisions]))
    const within = kind === 'zone' ? [...from.zones.get(code)!.descendants, ...to.zones.get(code)!.descendants] : []
    const shape = within.some((each) => redrawn.has(each))
    const fields = changedFields(sources.get(code) ?? {}, nextSources.get(code) ?? {}, '')
    return members.added.length + members.removed.length + fields.length > 0 || shape
      ? [{ code, gained: members.added, lost: members.removed, shape, fields }]
      : []
  })
  return { ...added(new Set(old.keys()), new Set(next.keys())), changed }
}

/** Zones whose own drawn shape is another afterwards, or that come or go with one. */
function redrawnZones(from: CompiledConfig, to: CompiledConfig): Set<string> {
  const shapeOf = (config: CompiledConfig, code: string) => config.zones.get(code)?.shape?.polygons ?? null
  const codes = [...from.zones.keys(), ...to.zones.keys()]
  return new Set(codes.filter((code) => !isEqual(shapeOf(from, code), shapeOf(to, code))))
}

function sourcesOf(kind: 'zone' | 'jurisdiction', { source }: CompiledConfig): Map<string, object> {
  const list: readonly { code: string }[] = kind === 'zone' ? source.zones : source.jurisdictions
  return new Map(list.map((entry) => [entry.code, entry]))
}

/** Tokens that mean something else afterwards: of zones and jurisdictions that come, go, or gain or lose places. */
function changedTokens(
  zones: ConfigDiff['zones'],
  jurisdictions: ConfigDiff['zones'],
  from: CompiledConfig,
  to: CompiledConfig,
): Set<GeoToken> {
  const tokens = new Set<GeoToken>()
  for (const [kind, diff] of [
    ['zone', zones],
    ['jurisdiction', jurisdictions],
  ] as const) {
    for (const code of [...diff.added, ...diff.removed]) tokens.add(`${kind}:${code}`)
    for (const change of diff.changed)
      if (change.gained.length + change.lost.length > 0 || change.shape) tokens.add(`${kind}:${change.code}`)
  }
  for (const config of [from, to])
    for (const token of [...tokens])
      for (const code of config.zones.get(token.slice(5))?.ancestors ?? []) if (token.startsWith('zone:')) tokens.add(`zone:${code}`)
  return tokens
}
