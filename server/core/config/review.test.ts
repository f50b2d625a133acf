import { expect, it } from 'vitest'
import { isReviewOverdue } from './review'

it('a review is overdue after a year, or where there was none', () => {
  expect(isReviewOverdue({ reviewedAt: '2025-06-15' }, '2026-06-15')).toBe(false)
  expect(isReviewOverdue({ reviewedAt: '2025-06-14' }, '2026-06-15')).toBe(true)
  expect(isReviewOverdue({ reviewedAt: null }, '2026-06-15')).toBe(true)
})
