// Memberships of jurisdictions are data that somebody has to look at once a year.

import type { Jurisdiction } from './schema'

/** `today` as `2026-06-15`; ISO dates compare as text. */
export function isReviewOverdue({ reviewedAt }: Pick<Jurisdiction, 'reviewedAt'>, today: string): boolean {
  const aYearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`
  return reviewedAt === null || reviewedAt < aYearAgo
}
