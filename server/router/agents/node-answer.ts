import { type ReasonCode, reasons } from '@/server/core/reasons'
import type { FleetNode, NodeGeo } from '@/server/core/routing/types'
import type { NodeAnswer, RegisterAnswer } from '@/server/platform/data-plane/node'
import { bytesReply, type Reply } from '../http/reply'

/** What an agent is told after each message: when to come again, and what is thought of its place and why. */
export function nodeReply(status: number, node: FleetNode, intervalS: number, session?: RegisterAnswer['session']): Reply {
  const { id, liveUntil, drained } = node
  const more = session ? `,"session":${JSON.stringify(session)}` : ''
  const until = new Date(liveUntil).toISOString()
  return bytesReply(
    status,
    `{"nodeId":"${id}","status":"${node.status}","intervalS":${intervalS},"liveUntil":"${until}",${placeText(node.geo)},"drained":${drained}${more}}`,
  )
}

const KEPT = 4_096
/** What thousands of nodes are told of their places alike, as bytes. */
const texts = new Map<string, string>()

function placeText({ verdict, containment }: NodeGeo): string {
  const { place, level } = verdict
  const key = `${containment.label}|${place.country}|${level}|${verdict.reasons.join()}`
  let text = texts.get(key)
  if (text === undefined) {
    const told = {
      zone: containment.label,
      country: place.country,
      trust: level,
      why: verdict.reasons.map((code) => ({ code, text: reasons[code as ReasonCode] ?? code })),
    } satisfies Pick<NodeAnswer, 'zone' | 'country' | 'trust' | 'why'>
    if (texts.size >= KEPT) texts.clear()
    text = Buffer.from(JSON.stringify(told).slice(1, -1)).toString('latin1')
    texts.set(key, text)
  }
  return text
}
