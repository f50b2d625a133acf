// What parses, is allowed, and is probably not what its owner meant. Warnings only.

import { extentOf } from '../boundary/extent'
import { mergeLayers } from '../boundary/merge'
import type { GeoToken } from '../geo/place'
import type { CompiledConfig } from './compiled'
import { type Finding, warning } from './finding'
import type { Policy } from './schema'

export function policyTraps(policy: Policy, compiled: CompiledConfig, prefix: string): Finding[] {
  const allow = policy.boundary?.allow ?? []
  const restricted = allow.length + (policy.boundary?.deny.length ?? 0) > 0
  const findings: Finding[] = []
  for (const [i, token] of allow.entries()) {
    const path = `${prefix}boundary.allow[${i}]`
    const alike = zoneIsNoJurisdiction(token, compiled)
    if (alike)
      findings.push({
        ...warning(path, 'covers_less', alike.difference),
        fix: { label: `Use ${alike.jurisdiction}`, path, value: alike.jurisdiction },
      })
  }
  if (policy.boundary && !restricted)
    findings.push({
      ...warning(`${prefix}boundary`, 'no_boundary', 'Nothing is allowed or denied, so jobs may run anywhere.'),
      fix: { label: 'Take the empty boundary out', path: `${prefix}boundary` },
    })
  if (!restricted && policy.fallback === 'none' && policy.prefer.length > 0) {
    findings.push({
      ...warning(
        `${prefix}prefer`,
        'no_boundary',
        'A preference without fallback is not a boundary: with geo-routing off, or no preferred zone, jobs may run anywhere. Set boundary.allow to keep them in.',
      ),
      fix: { label: 'Allow only what is preferred', path: `${prefix}boundary`, value: { allow: [...policy.prefer], deny: [] } },
    })
  }
  for (const [i, token] of policy.prefer.entries()) {
    if (
      restricted &&
      !mergeLayers(
        [
          { layer: 'boundary', clause: policy.boundary! },
          { layer: 'prefer', clause: { allow: [token], deny: [] } },
        ],
        compiled,
      ).ok
    ) {
      findings.push({
        ...warning(`${prefix}prefer[${i}]`, 'preference_outside_boundary', `${token} lies outside the boundary and will be ignored.`),
        fix: { label: `Stop preferring ${token}`, path: `${prefix}prefer[${i}]` },
      })
    }
  }
  return [...findings, ...isolation(policy, prefix)]
}

function isolation({ isolate, participation }: Policy, prefix: string): Finding[] {
  const findings: Finding[] = []
  if (isolate && participation.join === 'open') {
    findings.push({
      ...warning(
        `${prefix}participation.join`,
        'isolation',
        'An isolating Subcloud takes only nodes whose operator opted in by signature, or that an admin assigned; the others stay in the global pool.',
      ),
      fix: { label: 'Approve who opts in', path: `${prefix}participation.join`, value: 'semi-open' },
    })
  }
  if (isolate && participation.join === 'closed' && participation.assigned.length === 0) {
    findings.push(
      warning(`${prefix}participation.assigned`, 'isolation', 'Closed, isolated and nobody assigned: every job will be refused.'),
    )
  }
  const banned = new Set(participation.bans)
  for (const [i, node] of participation.assigned.entries()) {
    if (banned.has(node))
      findings.push({
        ...warning(`${prefix}participation.assigned[${i}]`, 'isolation', `${node} is assigned and banned; the ban holds.`),
        fix: { label: 'Lift the ban', path: `${prefix}participation.bans[${participation.bans.indexOf(node)}]` },
      })
  }
  return findings
}

/** "zone:EU contains GB, CH and 18 others; EU27 does not." for a zone that looks like a jurisdiction and is none. */
function zoneIsNoJurisdiction(token: GeoToken, compiled: CompiledConfig): { difference: string; jurisdiction: GeoToken } | null {
  if (!token.startsWith('zone:')) return null
  const zone = extentOf(token, compiled)
  if (!zone) return null
  const alike = [...compiled.jurisdictions.values()]
    .filter(({ countrySet }) => countrySet.size >= 5)
    .map((entry) => ({ entry, shared: [...entry.countrySet].filter((code) => zone.countries.has(code)).length }))
    .filter(({ entry, shared }) => shared >= 0.7 * entry.countrySet.size && shared >= 0.4 * zone.countries.size)
    // The narrowest reading is the one that costs most to have got wrong.
    .sort((a, b) => a.entry.countrySet.size - b.entry.countrySet.size || (a.entry.code < b.entry.code ? -1 : 1))[0]
  if (!alike) return null
  const own = new Set(
    [...compiled.jurisdictions.values()].filter(({ countrySet }) => countrySet.size === 1).flatMap(({ countrySet }) => [...countrySet]),
  )
  const { code, countrySet } = alike.entry
  const more = [...zone.countries]
    .filter((country) => !countrySet.has(country))
    .sort((a, b) => Number(own.has(b)) - Number(own.has(a)) || (a < b ? -1 : 1))
  const less = [...countrySet].filter((country) => !zone.countries.has(country)).sort()
  if (more.length === 0 && less.length === 0) return null
  const parts = [
    more.length > 0 ? `${token} contains ${some(more)}; ${code} does not` : '',
    less.length > 0 ? `${code} contains ${some(less)}; ${token} does not` : '',
  ]
  const jurisdiction: GeoToken = `jurisdiction:${code}`
  return { difference: `${parts.filter(Boolean).join('. ')}. A zone is for latency: for law use ${jurisdiction}.`, jurisdiction }
}

function some(codes: readonly string[]): string {
  const shown = codes.slice(0, 4)
  const rest = codes.length - shown.length
  if (rest > 1) return `${shown.join(', ')} and ${rest} others`
  return codes.length === 1 ? codes[0]! : `${codes.slice(0, -1).join(', ')} and ${codes.at(-1)}`
}
