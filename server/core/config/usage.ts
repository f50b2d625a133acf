// Who refers to a zone or a jurisdiction: what a 409 `in_use` names, and what the zone's page lists.

import { isLive } from './compile'
import type { CompiledConfig } from './compiled'
import type { Config } from './schema'
import { type KeyReferences, type Reference, references } from './token-fields'

/** References that a change of the zone would be felt by: to itself or any ancestor, since policies on a parent match its descendants. */
export function usageOfZone(code: string, config: CompiledConfig, keys: readonly KeyReferences[] = []): Reference[] {
  const tokens = new Set([code, ...(config.zones.get(code)?.ancestors ?? [])].map((each) => `zone:${each}`))
  return references(config.source, keys).filter((reference) => tokens.has(reference.token))
}

/** Tokens that worked in `previous` and no longer do in `next`, with those in `next` (and keys) that still refer to them. */
export function brokenReferences(previous: Config, next: Config, keys: readonly KeyReferences[] = []): Map<string, Reference[]> {
  const before = liveTokens(previous)
  const after = liveTokens(next)
  const broken = new Map<string, Reference[]>()
  for (const reference of references(next, keys)) {
    if (!before.has(reference.token) || after.has(reference.token)) continue
    broken.set(reference.token, [...(broken.get(reference.token) ?? []), reference])
  }
  return broken
}

function liveTokens(config: Config): Set<string> {
  return new Set([
    ...config.zones.filter(isLive).map((zone) => `zone:${zone.code}`),
    ...config.jurisdictions.map((entry) => `jurisdiction:${entry.code}`),
  ])
}
