// What was done, in words; the codes are the API's.

import { shortId } from './format'

const words: Record<string, string> = {
  'config.publish': 'Published the configuration',
  'config.revert': 'Restored an earlier configuration',
  'subcloud.policy': 'Published a Subcloud’s policy',
  'subcloud.create': 'Made a Subcloud',
  'subcloud.update': 'Changed a Subcloud',
  'subcloud.delete': 'Deleted a Subcloud',
  'subcloud.approve': 'Approved nodes that asked to join',
  'subcloud.reject': 'Rejected a request to join',
  'subcloud.remove_member': 'Removed a member',
  'subcloud.ban': 'Banned a node from a Subcloud',
  'subcloud.lift_ban': 'Lifted a ban',
  'subcloud.readmit': 'Ended a node’s cooldown',
  'subcloud.assign': 'Changed which nodes are assigned',
  'key.create': 'Made an API key',
  'key.rotate': 'Rotated an API key',
  'key.revoke': 'Revoked an API key',
  'member.create': 'Added a member',
  'member.role': 'Changed a member’s role',
  'node.drain': 'Drained a node',
  'node.resume': 'Resumed a node',
  'node.forgotten': 'Forgot a node that was long unseen',
  'node.quarantine_ended': 'Ended a node’s quarantine',
  'activation.override': 'Overrode the gate',
  'activation.override_ended': 'Ended the override of the gate',
  'activation.override_expired': 'The override of the gate expired',
  'activation.transition': 'The gate changed',
  'activation.latch_released': 'Released the gate’s latch',
}

/** `subcloud.some_verb` reads well enough where there are no better words. */
export function actionWords(action: string): string {
  const known = words[action]
  if (known) return known
  const [entity = '', verb = ''] = action.split('.')
  const text = `${entity} ${verb.replaceAll('_', ' ')}`.trim()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What was said at the time: a comment or a reason. */
export function commentOf(detail: Record<string, unknown>): string | null {
  const text = detail.comment ?? detail.reason
  return typeof text === 'string' && text !== '' ? text : null
}

type Told = { entityId: string; detail: Record<string, unknown> }

/** What was changed, by what people call it where the entry kept that: an e-mail or a key’s name says more than an id. */
export function subjectOf({ entityId, detail: { name, email } }: Told): string {
  if (typeof name === 'string') return name
  return typeof email === 'string' ? email : shortId(entityId)
}

/** From what to what, where two words say it: `shadow → canary 5 %`, `viewer → owner`. */
export function stepOf({ from, to, canaryPct }: Record<string, unknown>): string | null {
  if (typeof from !== 'string' || typeof to !== 'string') return null
  return `${from} → ${to}${to === 'canary' && typeof canaryPct === 'number' ? ` ${canaryPct} %` : ''}`
}
