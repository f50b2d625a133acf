// Policies: tokens exist, boundaries leave somewhere to run, and what an owner is likely to have meant differently.

import { mergeLayers } from '../boundary/merge'
import { parseToken } from '../boundary/tokens'
import type { GeoToken } from '../geo/place'
import type { CompiledConfig } from './compiled'
import { isCountry } from './countries'
import { error, type Finding, warning } from './finding'
import { policyTraps } from './policy-traps'
import type { Config, Policy } from './schema'
import { policyReferences, type Reference, references } from './token-fields'

type Broken = ReadonlyMap<string, unknown>

export function checkPlatform(config: Config, compiled: CompiledConfig, broken: Broken): Finding[] {
  const tokens = references(config).filter((reference) => reference.by === 'platform')
  const findings = checkTokens(tokens, compiled, broken)
  if (findings.length > 0 || tokens.length === 0 || tokens.some(({ token }) => broken.has(token))) return findings
  return emptiness([{ layer: 'platform', clause: config.platform.boundary ?? null }], 'platform.boundary', compiled)
}

export function checkSubclouds(config: Config, compiled: CompiledConfig, broken: Broken): Finding[] {
  const slugs = new Map<string, number>()
  const isolatedNodes = new Map<string, string>()
  return config.subclouds.flatMap((subcloud, i) => {
    const path = `subclouds[${i}]`
    const findings: Finding[] = []
    const earlier = slugs.get(subcloud.slug)
    if (earlier !== undefined)
      findings.push(error(`${path}.slug`, 'duplicate', `Subcloud ${subcloud.slug} is already subclouds[${earlier}].`))
    slugs.set(subcloud.slug, earlier ?? i)
    findings.push(...checkPolicy(subcloud.policy, compiled, { path: `${path}.policy`, broken }))
    if (config.models.length > 0) {
      for (const [n, model] of subcloud.models.entries()) {
        if (!compiled.models.has(model))
          findings.push(warning(`${path}.models[${n}]`, 'unknown_model', `The configuration does not list the model ${model}.`))
      }
    }
    if (subcloud.policy.isolate) {
      for (const [n, node] of subcloud.policy.participation.assigned.entries()) {
        const other = isolatedNodes.get(node)
        if (other && other !== subcloud.slug) {
          findings.push(
            warning(
              `${path}.policy.participation.assigned[${n}]`,
              'isolation_conflict',
              `${node} is already isolated in ${other}; a node is in one isolating Subcloud only.`,
            ),
          )
        } else isolatedNodes.set(node, subcloud.slug)
      }
    }
    return findings
  })
}

/** A policy on its own; paths begin with `path`, or at the policy's own fields. */
export function checkPolicy(
  policy: Policy,
  compiled: CompiledConfig,
  { path = '', broken = new Map() }: { path?: string; broken?: Broken } = {},
): Finding[] {
  const prefix = path === '' ? '' : `${path}.`
  const tokens = policyReferences(policy, path, '')
  const findings = checkTokens(tokens, compiled, broken)
  for (const [i, { origin }] of policy.tests.entries()) {
    if (typeof origin !== 'string' && !isCountry(origin.country))
      findings.push(error(`${prefix}tests[${i}].origin.country`, 'unknown_country', `${origin.country} is no ISO 3166-1 country.`))
  }
  // What refers to something that is not there cannot be judged further.
  if (findings.some((finding) => finding.severity === 'error') || tokens.some(({ token }) => broken.has(token))) return findings
  return [
    ...emptiness(
      [
        { layer: 'platform', clause: compiled.source.platform.boundary ?? null },
        { layer: 'policy', clause: policy.boundary ?? null },
      ],
      `${prefix}boundary`,
      compiled,
    ),
    ...emptiness([{ layer: 'origin', clause: { allow: policy.originAllow, deny: policy.originDeny } }], `${prefix}originAllow`, compiled),
    ...policyTraps(policy, compiled, prefix),
  ]
}

function emptiness(
  layers: { layer: string; clause: { allow: GeoToken[]; deny: GeoToken[] } | null }[],
  path: string,
  compiled: CompiledConfig,
): Finding[] {
  const merged = mergeLayers(layers, compiled)
  if (merged.ok) return []
  const named = merged.conflict.map(({ layer, token, kind }) => `${layer}’s ${kind} ${token}`)
  return [
    error(
      path,
      'boundary_empty',
      `Nowhere is left: ${named.slice(0, 8).join(', ')}${named.length > 8 ? ', …' : ''} have no place in common.`,
    ),
  ]
}

function checkTokens(list: readonly Reference[], compiled: CompiledConfig, broken: Broken): Finding[] {
  return list.flatMap(({ token, path }): Finding[] => {
    const parsed = parseToken(token, compiled)
    if (parsed.ok || broken.has(token)) return []
    return [
      { ...error(path, token.startsWith('zone:') ? 'unknown_zone' : 'invalid_geo_token', parsed.message), suggestions: parsed.suggestions },
    ]
  })
}
