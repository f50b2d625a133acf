import { expect, it } from 'vitest'
import { loadSubdivisions } from '../../../_lib/subdivisions/subdivisions'
import { readMembers, unknownWords } from './read-members'

const subdivisions = await loadSubdivisions()

it('takes a name with spaces, and lists of codes', () => {
  expect(readMembers('South Korea', subdivisions)).toEqual({ countries: ['KR'], subdivisions: [], unknown: [] })
  expect(readMembers('DE, US-CA us-pr', subdivisions)).toEqual({ countries: ['DE', 'PR'], subdivisions: ['US-CA'], unknown: [] })
})

it('refuses subdivisions that are none, and takes withdrawn ones that are still written', () => {
  expect(readMembers('FR-XX FR-75', subdivisions)).toEqual({
    countries: [],
    subdivisions: ['FR-75'],
    unknown: [{ text: 'FR-XX', hint: null }],
  })
})

it('takes any well-formed one as long as it knows none', () => {
  expect(readMembers('FR-XX', undefined).subdivisions).toEqual(['FR-XX'])
})

it('says what is wrong and what to do', () => {
  const words = (text: string) => readMembers(text, subdivisions).unknown.map(unknownWords)
  expect(words('FR-XX')).toEqual(['FR-XX is no subdivision of France: write FR- to see those that are.'])
  expect(words('UK')).toEqual(['UK is no code: did you mean GB?'])
  expect(words('Atlantis')).toEqual(['Atlantis is neither a code nor a name.'])
})
