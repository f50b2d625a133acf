// What somebody typed or pasted into a list of members: a name, or codes; and what of it is neither, in words.

import { countryName, countries as known } from '@/server/core/config/countries'
import { type ReadCodes, readCodes } from '@/server/core/config/read-codes'
import { subdivisionChain } from '@/server/core/geo/subdivision-parents'
import type { Subdivisions } from '../../../_lib/subdivisions/subdivisions'

const byName = new Map([...known.values()].map(({ code, name }) => [name.toLowerCase(), code]))

/** A country's name alone may have spaces and commas in it; anything else is a list of codes. */
export function readMembers(typed: string, subdivisions: Subdivisions | undefined): ReadCodes {
  const named = byName.get(typed.trim().toLowerCase())
  if (named) return { countries: [named], subdivisions: [], unknown: [] }
  const read = readCodes(typed)
  // Codes that the standard has withdrawn are still written: those that it says lie in others are known as well.
  const isKnown = (code: string) => !subdivisions || subdivisions.has(code) || subdivisionChain(code).length > 1
  const unknown = read.subdivisions.filter((code) => !isKnown(code)).map((text) => ({ text, hint: null }))
  return { ...read, subdivisions: read.subdivisions.filter(isKnown), unknown: [...read.unknown, ...unknown] }
}

/** `FR-XX is no subdivision of France.` */
export function unknownWords({ text, hint }: ReadCodes['unknown'][number]): string {
  if (hint) return `${text} is no code: did you mean ${hint}?`
  const [, country] = /^([A-Z]{2})-/.exec(text.toUpperCase()) ?? []
  if (country && known.has(country)) return `${text} is no subdivision of ${countryName(country)}: write ${country}- to see those that are.`
  return `${text} is neither a code nor a name.`
}
