// What a job is allowed: the layers platform, Subcloud, API key and request, merged so that each can only narrow.
// A layer that restricts brings its own minimum of trust: its stated one, else `consistent`. So adding a layer never
// admits a node that the others kept out.

import type { Merged } from '../boundary/merge'
import type { Boundary } from '../boundary/types'
import type { CompiledConfig } from '../config/compiled'
import { type BoundaryClause, type Fallback, fallback, type MinTrust, type Subcloud, trustLevels } from '../config/schema'
import { mergeMemo } from './merge-memo'
import type { RouteRequest } from './types'

export type Layer = { layer: 'platform' | 'subcloud' | 'key' | 'request' | 'first attempt'; clause: BoundaryClause }

export type EffectivePolicy = {
  layers: readonly Layer[]
  merged: Merged
  /** The first attempt's boundary on a retry, whose hash stays; else the merged one. Null where the layers conflict. */
  stated: Boundary | null
  fallback: Fallback
  minTrust: MinTrust
  isolate: boolean
}

/** By what a job may narrow further what it is allowed. */
type Narrowing = Pick<RouteRequest, 'geo' | 'retry'> & { key: Pick<RouteRequest['key'], 'geo'> }

const nothingMore: Narrowing = { key: { geo: null }, geo: { prefer: [], only: null, deny: [], fallback: null }, retry: null }

/** What a Subcloud's jobs are allowed before any key or request narrows it. */
export const subcloudPolicy = (config: CompiledConfig, subcloud: Subcloud): EffectivePolicy =>
  effectivePolicy(config, subcloud, nothingMore)

export function effectivePolicy(config: CompiledConfig, subcloud: Subcloud | null, request: Narrowing): EffectivePolicy {
  const layers = boundaryLayers(config, subcloud, request)
  const now = mergeMemo(layers, config)
  const first = request.retry?.boundary ?? null
  // A policy that has narrowed since the first attempt holds too; one that has widened changes nothing.
  const merged = first && now.ok && now.boundary.hash !== first.hash ? mergeMemo([...layers, ...asLayers(first)], config) : now
  return {
    layers,
    merged,
    stated: first ?? (merged.ok ? merged.boundary : null),
    fallback: leastFallback(subcloud?.policy.fallback ?? 'global', request.geo.fallback),
    minTrust: greatestTrust(layers, first, subcloud),
    isolate: subcloud?.policy.isolate ?? false,
  }
}

/** A boundary as layers again, to merge it with others. */
export function asLayers(boundary: Boundary): Layer[] {
  if (boundary.kind === 'unrestricted') return []
  const allows = boundary.allow.map((allow): Layer => ({ layer: 'first attempt', clause: { allow: [...allow], deny: [] } }))
  return boundary.deny.length === 0 ? allows : [...allows, { layer: 'first attempt', clause: { allow: [], deny: [...boundary.deny] } }]
}

function boundaryLayers(config: CompiledConfig, subcloud: Subcloud | null, { key, geo }: Narrowing): Layer[] {
  const layers: Layer[] = []
  const add = (layer: Layer['layer'], clause: BoundaryClause | undefined) => {
    if (clause && (clause.allow.length > 0 || clause.deny.length > 0)) layers.push({ layer, clause })
  }
  add('platform', config.source.platform.boundary)
  add('subcloud', subcloud?.policy.boundary)
  add('key', { allow: [...(key.geo?.only ?? [])], deny: [...(key.geo?.deny ?? [])] })
  add('request', { allow: [...(geo.only ?? [])], deny: [...geo.deny] })
  return layers
}

/** `only: []` allows nothing; the edge refuses it, and here it must not read as "everywhere". */
export function allowsNothing(request: RouteRequest): 'key' | 'request' | null {
  if (request.geo.only?.length === 0) return 'request'
  return request.key.geo?.only?.length === 0 ? 'key' : null
}

function leastFallback(a: Fallback, b: Fallback | null): Fallback {
  const order = fallback.options
  return b !== null && order.indexOf(b) < order.indexOf(a) ? b : a
}

function greatestTrust(layers: readonly Layer[], first: Boundary | null, subcloud: Subcloud | null): MinTrust {
  let least: MinTrust = subcloud?.policy.minTrust ?? 'unverified'
  const ownBoundary = layers.some((one) => one.layer === 'subcloud')
  const others = layers.some((one) => one.layer !== 'subcloud') || (first?.kind === 'restricted' && !ownBoundary)
  if (others || (ownBoundary && subcloud?.policy.minTrust === undefined)) least = greater(least, 'consistent')
  return least
}

function greater(a: MinTrust, b: MinTrust): MinTrust {
  return trustLevels.indexOf(a) >= trustLevels.indexOf(b) ? a : b
}
