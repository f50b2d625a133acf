// A decision as the API answers it.

import type { Decided as Decision } from '@/server/core/routing/decided'
import type { RouteRequest } from '@/server/core/routing/types'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { type Problem, problemOf } from '@/server/platform/errors'
import { problemReply, type Reply } from '../http/reply'
import { explanation, type Further } from './explain'
import { routedJson } from './routed-json'

export type Decided = {
  decisionId: string
  decision: Decision
  request: RouteRequest
  key: ApiKeyRecord
  /** The key may know which node serves. */
  seesNode: boolean
  leaseId: string | null
  /** Epoch ms. */
  leaseEndsAt: number
  endpoint: string | null
  explain: 'none' | 'summary' | 'full'
  /** When it was decided, epoch ms. */
  at: number
  /** When the request came, monotonic. */
  startedUs: number
  /** Resolves once the log has it; null where it does not go there. */
  logged: Promise<void> | null
  /** For dry runs alone: decides many times over. */
  workOut?: () => Generator<void, Further>
  further?: Further
}

export function decisionReply(decided: Decided, requestId: string): Reply {
  const headers = decisionHeaders(decided)
  if (decided.decision.outcome === 'refused') return problemReply(refusalOf(decided, requestId), headers)
  headers['content-type'] = 'application/json; charset=utf-8'
  return { status: 200, headers, body: routedText(decided, '{') }
}

/** As one of many: its object with `head`, which opens it, in front, and the status within. */
export function decisionText(decided: Decided, requestId: string, head: string): string {
  if (decided.decision.outcome === 'routed') return routedText(decided, `${head}"status":200,`)
  return head + JSON.stringify(refusalOf(decided, requestId)).slice(1)
}

function routedText(decided: Decided, head: string): string {
  const { decision, explain, request } = decided
  const isPlain = explain === 'none' && decision.shadow === null && request.retry === null
  return isPlain ? routedJson(decided, head) : head + JSON.stringify(routedBody(decided)).slice(1)
}

/** What is common to a decision and a refusal. */
function commonOf({ decisionId, decision, request, key, explain, further }: Decided) {
  const { origin } = request
  return {
    decisionId,
    outcome: decision.outcome,
    revision: decision.revision,
    gate: decision.gate,
    geoApplied: decision.geoApplied,
    origin: { country: origin.country, zone: origin.containment.label, source: origin.source, confidence: origin.confidence },
    preferredZone: decision.preferredZone,
    preferredSource: decision.preferredSource,
    ...(decision.shadow ? { shadow: shadowOf(decision.shadow) } : {}),
    boundary: decision.boundary,
    reasons: decision.reasons,
    ...(request.retry ? { retryOf: request.retry.of } : {}),
    ...(explain === 'none' ? {} : { explain: { ...explanation(decision, key, explain), ...further } }),
  }
}

/** Of which `routedJson` writes the plain case by hand. */
export function routedBody(decided: Decided) {
  const { decision, seesNode, leaseId, leaseEndsAt, endpoint } = decided
  return {
    ...commonOf(decided),
    servedZone: decision.servedZone,
    servedCountry: decision.servedCountry,
    rung: decision.rung,
    fallback: decision.fallback,
    ...(seesNode ? { node: { id: decision.nodeId, endpoint } } : {}),
    lease: leaseId && { id: leaseId, expiresAt: new Date(leaseEndsAt).toISOString() },
  }
}

function refusalOf(decided: Decided, requestId: string): Problem {
  const { code, detail, retryAfterS } = decided.decision.refusal!
  return problemOf(code, detail, { ...commonOf(decided), ...(retryAfterS === null ? {} : { retryAfterS }) }, requestId)
}

// Distances are not answered: with a node's zone they would narrow down where it stands.
function shadowOf({ outcome, servedZone, servedCountry, rung, fallback }: NonNullable<Decision['shadow']>) {
  return { outcome, servedZone, servedCountry, rung, fallback }
}

export function decisionHeaders({ decisionId, decision }: Pick<Decided, 'decisionId' | 'decision'>): Record<string, string> {
  return {
    'x-geo-decision': decisionId,
    'x-geo-zone': decision.servedZone ?? 'none',
    'x-geo-preferred': decision.preferredZone ?? 'none',
    'x-geo-fallback': decision.fallback && decision.rung !== null ? decision.rung : 'none',
    'x-geo-gate': decision.gate,
    'x-geo-revision': String(decision.revision),
  }
}
