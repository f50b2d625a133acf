// Which Subclouds, and which API keys, a publish touches: by their own text, or through a zone or jurisdiction they refer to.

import { mergeLayers } from '../boundary/merge'
import { resolveBoundary } from '../boundary/resolve'
import type { GeoToken } from '../geo/place'
import { isEqual } from '../json/share'
import type { CompiledConfig } from './compiled'
import { added } from './differences'
import type { Subcloud } from './schema'
import { type KeyReferences, references } from './token-fields'

export type PolicyChange = {
  /** `Subcloud acme-eu`, `platform` or `API key nightly`. */
  by: string
  /** Null for the platform and for keys. */
  slug: string | null
  /** Its own text changes. */
  edited: boolean
  /** Tokens it refers to that mean something else afterwards. */
  through: GeoToken[]
  /** Countries its boundary gains and loses, the platform's boundary included. */
  gained: string[]
  lost: string[]
}

export function diffPolicies(
  from: CompiledConfig,
  to: CompiledConfig,
  changed: ReadonlySet<GeoToken>,
  keys: readonly KeyReferences[],
): { added: string[]; removed: string[]; touched: PolicyChange[] } {
  const through = new Map<string, Set<GeoToken>>()
  for (const { by, token, kind } of [...references(from.source, keys), ...references(to.source, keys)]) {
    if (kind === 'neighbour' || kind === 'parent' || !changed.has(token)) continue
    through.set(by, (through.get(by) ?? new Set()).add(token))
  }
  const platformEdited = !isEqual(from.source.platform.boundary, to.source.platform.boundary)
  const platformMoved = platformEdited || through.has('platform')
  const touched: PolicyChange[] = []
  for (const [slug, before] of from.subclouds) {
    const after = to.subclouds.get(slug)
    if (!after) continue
    const by = `Subcloud ${slug}`
    const edited = !isEqual(before, after)
    // Countries come and go only with the text, or with what it refers to.
    if (!edited && !through.has(by) && !platformMoved) continue
    const moved = added(countriesOf(before, from), countriesOf(after, to))
    if (edited || through.has(by) || moved.added.length + moved.removed.length > 0) {
      touched.push({ by, slug, edited, through: [...(through.get(by) ?? [])].sort(), gained: moved.added, lost: moved.removed })
    }
  }
  for (const by of ['platform', ...keys.map((key) => `API key ${key.name}`)]) {
    const edited = by === 'platform' && platformEdited
    if (edited || through.has(by))
      touched.push({ by, slug: null, edited, through: [...(through.get(by) ?? [])].sort(), gained: [], lost: [] })
  }
  return { ...added(new Set(from.subclouds.keys()), new Set(to.subclouds.keys())), touched }
}

/** An empty boundary resolves to nothing. */
function countriesOf(subcloud: Subcloud, config: CompiledConfig): Set<string> {
  const merged = mergeLayers(
    [
      { layer: 'platform', clause: config.source.platform.boundary ?? null },
      { layer: 'subcloud', clause: subcloud.policy.boundary ?? null },
    ],
    config,
  )
  if (!merged.ok) return new Set()
  const { countries, subdivisions } = resolveBoundary(merged.boundary, config)
  return new Set([...countries, ...subdivisions])
}
