import { expect, it } from 'vitest'
import { policySchema } from '../config/schema'
import { policySentence } from './sentence'

const sentence = (policy: object) => policySentence(policySchema.parse(policy))

it.each([
  [{ boundary: { allow: ['jurisdiction:EU27'] } }, 'Jobs run only in EU27, on consistent nodes or better; if none is free, refuse.'],
  [
    { boundary: { allow: ['country:DE', 'country:FR'], deny: ['subdivision:DE-BE'] }, minTrust: 'verified' },
    'Jobs run only in Germany or France, but never in DE-BE, on verified nodes; if none is free, refuse.',
  ],
  [
    { boundary: { allow: ['jurisdiction:EU27'] }, prefer: ['zone:EU', 'country:RE'] },
    'Jobs run only in EU27, on consistent nodes or better, by preference in zone EU, then Réunion; if none is free, try the rest of that area and then refuse.',
  ],
  [
    { boundary: { deny: ['country:US'] }, fallback: 'adjacent' },
    'Jobs run anywhere except in the United States, on consistent nodes or better; if none is free, try the neighbouring zones and then refuse.',
  ],
  [{ isolate: true, fallback: 'none' }, 'Jobs run anywhere, on any node among those that joined it; if none is free, refuse.'],
])('says what %j means', (policy, expected) => {
  expect(sentence(policy)).toBe(expected)
})

it('b11 says "anywhere" for allow: [] and for no boundary at all', () => {
  for (const policy of [{}, { boundary: { allow: [] } }, { boundary: {} }]) {
    expect(sentence(policy)).toBe('Jobs run anywhere, on any node; if none is free, try everywhere else and then refuse.')
  }
})
