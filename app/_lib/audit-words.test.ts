import { expect, it } from 'vitest'
import { actionWords, stepOf, subjectOf } from './audit-words'

it('says what was done, of whom, and from what to what', () => {
  const entityId = '0199a0b1-0000-7000-8000-000000000001'
  expect(actionWords('member.role')).toBe('Changed a member’s role')
  expect(actionWords('node.some_verb')).toBe('Node some verb')
  expect(subjectOf({ entityId, detail: { email: 'jo@example.com', from: 'viewer', to: 'owner' } })).toBe('jo@example.com')
  expect(subjectOf({ entityId, detail: { name: 'Cloud API' } })).toBe('Cloud API')
  expect(subjectOf({ entityId: 'EU', detail: {} })).toBe('EU')
  expect(stepOf({ from: 'viewer', to: 'owner' })).toBe('viewer → owner')
  expect(stepOf({ from: 'shadow', to: 'canary', canaryPct: 5 })).toBe('shadow → canary 5 %')
  expect(stepOf({ from: 7, to: 5, comment: 'back' })).toBeNull()
})
