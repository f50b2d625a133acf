import { expect, it } from 'vitest'
import { policySchema } from '@/server/core/config/schema'
import { asPolicy } from './as-policy'

const policy = policySchema.parse({ boundary: { allow: ['zone:EU'] } })

it('shows a value that is being typed, and fills in what an older draft has not', () => {
  const typing = { ...policy, participation: { ...policy.participation, criteria: { countries: ['D'] } } }
  expect(asPolicy(typing)).toEqual(typing)
  expect(asPolicy({ boundary: { allow: ['zone:EU'] } })).toEqual(policy)
})

it('shows nothing of what is no policy', () => {
  for (const none of [null, 1, [], 'x', { boundary: 1 }, { participation: { join: 'open', criteria: [] } }, { colour: 'red' }])
    expect(asPolicy(none)).toBeNull()
})
