import type { Subcloud } from '@/server/core/config/schema'

type Participation = Subcloud['policy']['participation']

/** A Subcloud with another participation, and the rest of its policy as it was. */
export function withParticipation(subcloud: Subcloud, change: (participation: Participation) => Partial<Participation>): Subcloud {
  const { policy } = subcloud
  return { ...subcloud, policy: { ...policy, participation: { ...policy.participation, ...change(policy.participation) } } }
}

export const including = (list: readonly string[], ids: readonly string[]): string[] => [...new Set([...list, ...ids])]
export const without = (list: readonly string[], ids: readonly string[]): string[] => list.filter((id) => !ids.includes(id))

/** `0x1234…abcd`, or how many. */
export function nameNodes(ids: readonly string[]): string {
  return ids.length === 1 ? `${ids[0]!.slice(0, 6)}…${ids[0]!.slice(-4)}` : `${ids.length} nodes`
}
