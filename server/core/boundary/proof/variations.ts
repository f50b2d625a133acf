// What is varied: gate states with and without an override, panic, ladders, and what key and request narrow. Each variation is
// plain data made by hand, so that nothing of the core decides what is tried.

import type { GateOverride, GateState, GateView } from '../../activation/types'
import type { CompiledConfig } from '../../config/compiled'
import type { Fallback, Policy } from '../../config/schema'
import type { GeoToken } from '../../geo/place'
import type { RouteRequest } from '../../routing/types'

/** `applied`: whether preference holds, and with it the limits of `fallback`; null where it depends on the preferred zone. */
export type GateCase = { label: string; view: GateView; applied: boolean | null }

export function gateCases(topZones: readonly string[], now: number): [GateCase, ...GateCase[]] {
  const all = (state: GateState, canaryPct = 0) => Object.fromEntries(topZones.map((zone) => [zone, { state, canaryPct }]))
  const override = (state: GateState, zone: string | null = null): GateOverride => ({
    state,
    zone,
    canaryPct: state === 'canary' ? 100 : null,
    reason: 'proof',
    expiresAt: now + 1000,
  })
  const one = topZones[0]
  return [
    { label: 'on', view: { zones: all('on', 100), override: null }, applied: true },
    { label: 'off', view: { zones: all('off'), override: null }, applied: false },
    { label: 'suspended', view: { zones: all('suspended'), override: null }, applied: false },
    { label: 'shadow', view: { zones: all('shadow'), override: null }, applied: false },
    { label: 'canary, outside', view: { zones: all('canary', 0), override: null }, applied: false },
    { label: 'canary, inside', view: { zones: all('canary', 100), override: null }, applied: true },
    { label: 'overridden to on', view: { zones: all('off'), override: override('on') }, applied: true },
    { label: 'overridden to off', view: { zones: all('on', 100), override: override('off') }, applied: false },
    ...(one === undefined
      ? []
      : [{ label: `overridden to shadow in ${one}`, view: { zones: all('on', 100), override: override('shadow', one) }, applied: null }]),
  ]
}

/** `isBrief`: its rules differ from another's by layer only, so that a few ladders will do. */
export type Narrowing = {
  label: string
  isBrief?: true
  keyGeo: RouteRequest['key']['geo']
  only: readonly GeoToken[] | null
  deny: readonly GeoToken[]
  gpu?: string
}

/** `inside` and `outside`: countries in and out of the Subcloud's own boundary, where there are any. */
export function narrowings(inside: readonly string[], outside: readonly string[], gpu: string): Narrowing[] {
  const country = (code: string | undefined): GeoToken[] => (code === undefined ? [] : [`country:${code}`])
  const [home, second] = [country(inside[0]), country(inside[1])]
  const away = country(outside[0])
  const none: Omit<Narrowing, 'label' | 'isBrief'> = { keyGeo: null, only: null, deny: [] }
  const some: (Narrowing | null)[] = [
    { label: 'nothing', ...none },
    home.length === 0 ? null : { label: 'request only', ...none, only: [...home, ...away] },
    home.length === 0 ? null : { label: 'request deny', isBrief: true, ...none, deny: home, gpu },
    home.length === 0 ? null : { label: 'key only', isBrief: true, ...none, keyGeo: { only: [...home, ...away] } },
    home.length === 0 ? null : { label: 'key deny', isBrief: true, ...none, keyGeo: { deny: home } },
    home.length + second.length < 2
      ? null
      : { label: 'key only, request only', ...none, keyGeo: { only: home }, only: [...home, ...second] },
    { label: 'deny parts of countries', ...none, deny: ['subdivision:US-CA', 'subdivision:ES-CN'] },
    away.length === 0 ? null : { label: 'request only, elsewhere', isBrief: true, ...none, only: away },
    { label: 'request only nothing', isBrief: true, ...none, only: [] },
    { label: 'key only nothing', isBrief: true, ...none, keyGeo: { only: [] } },
  ]
  return some.flatMap((one) => one ?? [])
}

export type Ladder = { prefer: readonly GeoToken[]; fallback: Fallback | null }

export function ladders(topZones: readonly string[], inside: readonly string[], zonesInside: readonly string[]): Ladder[] {
  const zones = (codes: readonly (string | undefined)[]) =>
    codes.flatMap((code): GeoToken[] => (code === undefined ? [] : [`zone:${code}`]))
  const away = topZones.find((code) => !zonesInside.includes(code))
  const prefers: GeoToken[][] = [[], zones([zonesInside[0]]), zones([away, zonesInside[1] ?? zonesInside[0]])]
  if (inside[0] !== undefined) prefers.push([`country:${inside[0]}`])
  const distinct = [...new Map(prefers.map((list) => [list.join(), list])).values()]
  return distinct.flatMap((prefer) => ([null, 'none', 'adjacent', 'global'] as const).map((fallback) => ({ prefer, fallback })))
}

/** The same configuration with another policy of one Subcloud, or other rules of the platform. */
export function withPolicy(config: CompiledConfig, slug: string | null, change: (policy: Policy) => Policy): CompiledConfig {
  const edit = <T extends { slug: string; policy: Policy }>(one: T): T => (one.slug === slug ? { ...one, policy: change(one.policy) } : one)
  const subclouds = new Map([...config.subclouds].map(([key, one]) => [key, edit(one)]))
  return { ...config, subclouds, source: { ...config.source, subclouds: config.source.subclouds.map(edit) } }
}

export function withPlatform(config: CompiledConfig, change: Partial<CompiledConfig['source']['platform']>): CompiledConfig {
  return { ...config, source: { ...config.source, platform: { ...config.source.platform, ...change } } }
}

/** As if the owner and the platform had given up their boundaries between an attempt and its retry. */
export function widened(config: CompiledConfig, slug: string | null): CompiledConfig {
  const { boundary: _, ...platform } = config.source.platform
  const free = withPolicy(config, slug, ({ boundary, ...policy }) => policy)
  return { ...free, source: { ...free.source, platform } }
}
