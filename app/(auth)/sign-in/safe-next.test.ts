import { expect, it } from 'vitest'
import { safeNext } from './safe-next'

it('keeps a path of this site with its query', () => expect(safeNext('/jobs?zone=EU')).toBe('/jobs?zone=EU'))
it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/api/v1/keys', '/sign-in', null])(
  'goes home instead of %s',
  (next) => expect(safeNext(next)).toBe('/map'),
)
