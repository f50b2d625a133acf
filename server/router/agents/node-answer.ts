import { type ReasonCode, reasons } from '@/server/core/reasons'
import type { FleetNode } from '@/server/core/routing/types'
import type { NodeAnswer, RegisterAnswer } from '@/server/platform/data-plane/node'
import { jsonReply, type Reply } from '../http/reply'

/** What an agent is told after each message: when to come again, and what is thought of its place and why. */
export function nodeReply(status: number, node: FleetNode, intervalS: number, session?: RegisterAnswer['session']): Reply {
  const { verdict, containment } = node.geo
  return jsonReply(status, {
    nodeId: node.id,
    status: node.status,
    intervalS,
    liveUntil: new Date(node.liveUntil).toISOString(),
    zone: containment.label,
    country: verdict.place.country,
    trust: verdict.level,
    why: verdict.reasons.map((code) => ({ code, text: reasons[code as ReasonCode] ?? code })),
    drained: node.drained,
    ...(session ? { session } : {}),
  } satisfies NodeAnswer)
}
