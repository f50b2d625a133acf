import { expect, it } from 'vitest'
import { defaultConfig } from '@/server/core/config/default'
import { matchTokens, onlyToken, tokenOptions } from './token-options'

const options = tokenOptions(defaultConfig())
const found = (text: string, taken: string[] = []) => matchTokens(options, text, taken).map(({ token }) => token)

it('t01 offers both that go by SA, and takes neither', () => {
  expect(found('SA').slice(0, 2)).toEqual(['zone:SA', 'country:SA'])
  expect(onlyToken(options, 'SA')).toBeNull()
  expect(onlyToken(options, 'zone:SA')).toBe('zone:SA')
})

it('takes a code that nothing else goes by, and tokens as they are written', () => {
  expect(onlyToken(options, 'eu27')).toBe('jurisdiction:EU27')
  expect(onlyToken(options, 'de')).toBe('country:DE')
  expect(onlyToken(options, 'subdivision:US-CA')).toBe('subdivision:US-CA')
  expect(onlyToken(options, 'Atlantis')).toBeNull()
})

it('finds by name and by kind, and leaves out what is there already', () => {
  expect(found('germ')[0]).toBe('country:DE')
  expect(found('zone:e')).toContain('zone:EU')
  expect(found('zone:e').every((token) => token.startsWith('zone:'))).toBe(true)
  expect(found('SA', ['zone:SA'])[0]).toBe('country:SA')
})
