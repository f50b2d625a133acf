import type { Policy } from './schema'

/** An earlier policy as it can be put in force again: who was assigned, approved and banned since then stays so. */
export function restorePolicy(earlier: Policy, now: Policy): Policy {
  const { assigned, approved, bans } = now.participation
  return { ...earlier, participation: { ...earlier.participation, assigned, approved, bans } }
}
