// Which clauses of its policy a decision came down to, by their paths: what an owner has to change to have it otherwise. The
// trace tells how it came about; this says whose doing it was.

import { tokenContains, tokenMayContain } from '../boundary/tokens'
import type { CompiledConfig } from '../config/compiled'
import type { Policy, Subcloud } from '../config/schema'
import { standingOf, standingSentences } from './standing'
import type { Decision, FleetNode, Miss } from './types'

export type DecidingClause = { path: string; sentence: string }

/** Most decisive first. `winner` is the node that was picked, if one was. */
export function decidingClauses(
  decision: Decision,
  subcloud: Subcloud,
  config: CompiledConfig,
  winner: FleetNode | null,
): readonly DecidingClause[] {
  const { policy } = subcloud
  const { refusal, trace } = decision
  if (refusal?.code === 'geo_origin_denied') return [originClause(decision, policy, config)]
  if (decision.reasons.includes('boundary_empty'))
    return [{ path: 'boundary', sentence: `No place is left: ${trace.boundary.tokens.join(', ')} have none in common.` }]
  if (refusal) return trace.misses.flatMap((miss) => missClause(miss, policy) ?? [])
  return [...preferenceClause(decision, policy), ...placeClauses(winner, policy, config), ...memberClause(winner, subcloud, config)]
}

function originClause({ trace }: Decision, { originAllow, originDeny, onUnknownOrigin }: Policy, config: CompiledConfig): DecidingClause {
  const { address } = trace.origin
  const unknown = { path: 'onUnknownOrigin', sentence: `Where the client is, is not known well enough: ${onUnknownOrigin}.` }
  if (!address?.place.country) return unknown
  const place = { ...address.place, point: null }
  const denied = originDeny.findIndex((token) => tokenContains(token, place, address.containment, config))
  if (denied >= 0) return { path: `originDeny[${denied}]`, sentence: `The client is in ${originDeny[denied]}.` }
  const isAllowed = originAllow.some((token) => tokenMayContain(token, place, address.containment, config))
  if (originAllow.length > 0 && !isAllowed) return { path: 'originAllow', sentence: 'The client is in none of these.' }
  return unknown
}

function missClause({ kind, count, fallback }: Miss, policy: Policy): DecidingClause | null {
  const nodes = count === 1 ? '1 node' : `${count} nodes`
  switch (kind) {
    case 'boundary':
      return { path: 'boundary', sentence: `It keeps out ${nodes} that would fit otherwise.` }
    case 'trust':
      return { path: 'minTrust', sentence: `${nodes} would fit with less trust in their place.` }
    case 'fallback':
      return { path: 'fallback', sentence: `${nodes} would be reached with \`${fallback}\` instead of \`${policy.fallback}\`.` }
    case 'subcloud':
      return { path: 'participation', sentence: `${nodes} would fit, and ${count === 1 ? 'is no member' : 'are no members'}.` }
    case 'ban':
      return { path: 'participation.bans', sentence: `${nodes} would fit, and ${count === 1 ? 'is' : 'are'} banned.` }
    default:
      return null
  }
}

function preferenceClause({ trace, rung, servedZone }: Decision, policy: Policy): DecidingClause[] {
  if (rung === 'adjacent' || rung === 'global') {
    const isFallback = trace.rungs.length > 1
    if (isFallback)
      return [{ path: 'fallback', sentence: `\`${policy.fallback}\` let it go on to the ${rung} rung: nothing before it was free.` }]
  }
  if (rung === 'agnostic') return [{ path: '', sentence: 'Geo-routing does not apply to it now, so no preference counted.' }]
  const [first] = trace.preference.tokens
  const index = first === undefined ? -1 : policy.prefer.indexOf(first)
  if (trace.preference.source === 'subcloud' && index >= 0)
    return [{ path: `prefer[${index}]`, sentence: `${first} is preferred, and ${servedZone ?? 'a place in it'} had a free node.` }]
  return [{ path: 'prefer', sentence: 'It says nothing that counts here, so the client’s own zone went first.' }]
}

function placeClauses(winner: FleetNode | null, { boundary }: Policy, config: CompiledConfig): DecidingClause[] {
  if (!winner || !boundary || boundary.allow.length + boundary.deny.length === 0)
    return [{ path: 'boundary', sentence: 'It restricts nothing: any place would do.' }]
  const { verdict, containment } = winner.geo
  const index = boundary.allow.findIndex((token) => tokenContains(token, verdict.place, containment, config))
  if (index >= 0)
    return [
      { path: `boundary.allow[${index}]`, sentence: `${boundary.allow[index]} holds the node, which is in ${verdict.place.country}.` },
    ]
  return [{ path: 'boundary.deny', sentence: `The node in ${verdict.place.country} is in nothing that is denied.` }]
}

function memberClause(winner: FleetNode | null, subcloud: Subcloud, config: CompiledConfig): DecidingClause[] {
  if (!winner) return []
  const { member, reason } = standingOf(winner, subcloud, config)
  return member ? [{ path: 'participation', sentence: standingSentences[reason] }] : []
}
