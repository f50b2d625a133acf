import type { Control } from './context'

/**
 * The moment that the fleet in memory is of, by which its nodes are live or offline. Nobody is heard of while Postgres is away: what
 * is shown then is what was known, and not a fleet of which one node after the other falls silent.
 */
export function fleetTime({ replica, now }: Pick<Control, 'replica' | 'now'>): number {
  const { connected, refreshedAt } = replica.status()
  return connected || refreshedAt === null ? now() : Math.min(refreshedAt, now())
}
