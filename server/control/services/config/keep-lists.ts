import type { Subcloud } from '@/server/core/config/schema'

/**
 * Lists of nodes that are kept elsewhere: absent means unchanged. Which nodes are assigned takes them from the global pool without their
 * operator's word, and what they would do tells what they are: for admins, whatever others state. Whom the owner approved is decided in
 * the queue, and named here to be replaced.
 */
export function keepLists(submitted: unknown, { policy }: Subcloud, isAdmin: boolean): unknown {
  const participation = participationOf(submitted)
  if (participation === null) return submitted
  const { assigned, approved } = policy.participation
  const kept = { assigned, approved, ...participation, ...(isAdmin ? {} : { assigned }) }
  return { ...(submitted as object), participation: kept }
}

/** As far as it is one. */
export function participationOf(submitted: unknown): Record<string, unknown> | null {
  if (!isRecord(submitted)) return null
  const { participation = {} } = submitted
  return isRecord(participation) ? participation : null
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
