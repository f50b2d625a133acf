// A decision as the API answers it.

import type { Decision, RouteRequest } from '@/server/core/routing/types'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { ServiceError, toProblem } from '@/server/platform/errors'
import { jsonReply, problemReply, type Reply } from '../http/reply'
import type { Lease } from '../leases/lease-table'
import { maySeeNode } from '../tenant'
import { explanation, type Further } from './explain'

export type Decided = {
  decisionId: string
  decision: Decision
  request: RouteRequest
  key: ApiKeyRecord
  lease: Lease | null
  endpoint: string | null
  explain: 'none' | 'summary' | 'full'
  /** Worked out for dry runs only: it decides many times over. */
  further?: Further
}

export function decisionReply(decided: Decided, requestId: string): Reply {
  const headers = decisionHeaders(decided)
  return decided.decision.outcome === 'routed' ? jsonReply(200, routedBody(decided), headers) : refusalReply(decided, requestId, headers)
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

function routedBody(decided: Decided) {
  const { decision, key, lease, endpoint, request } = decided
  return {
    ...commonOf(decided),
    servedZone: decision.servedZone,
    servedCountry: decision.servedCountry,
    rung: decision.rung,
    fallback: decision.fallback,
    ...(maySeeNode(key, request.subcloud) ? { node: { id: decision.nodeId, endpoint } } : {}),
    lease: lease && { id: lease.id, expiresAt: new Date(lease.expiresAt).toISOString() },
  }
}

function refusalReply(decided: Decided, requestId: string, headers: Record<string, string>): Reply {
  const { code, detail, retryAfterS } = decided.decision.refusal!
  const error = new ServiceError(code, detail, { ...commonOf(decided), ...(retryAfterS === null ? {} : { retryAfterS }) })
  return problemReply(toProblem(error, requestId), headers)
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
