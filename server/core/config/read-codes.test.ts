import { expect, it } from 'vitest'
import { readCodes } from './read-codes'

it('reads codes whatever separates them, once each, in any case', () => {
  expect(readCodes('DE, fr;pt\nDE\tRU-CHU | country:ES')).toEqual({
    countries: ['DE', 'FR', 'PT', 'ES'],
    subdivisions: ['RU-CHU'],
    unknown: [],
  })
})

it('reads a territory as the country it is', () => {
  expect(readCodes('US-PR PR FR-RE')).toEqual({ countries: ['PR', 'RE'], subdivisions: [], unknown: [] })
})

it('names what is no code, with what was probably meant', () => {
  expect(readCodes('UK germany 276 XK ZZ-1').unknown).toEqual([
    { text: 'UK', hint: 'GB' },
    { text: 'germany', hint: 'DE' },
    { text: '276', hint: 'DE' },
    { text: 'XK', hint: null },
    { text: 'ZZ-1', hint: null },
  ])
})
