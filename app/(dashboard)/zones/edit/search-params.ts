import { parseAsFloat, parseAsString, parseAsStringLiteral } from 'nuqs/server'

/** `look`: drag the map · `countries`: a click puts a country in or takes it out · `select` … `circle`: shapes · `anchor`: a click sets one · `cut`: draws a line to split along. */
export const tools = ['look', 'countries', 'select', 'polygon', 'rectangle', 'circle', 'anchor', 'cut'] as const
export type Tool = (typeof tools)[number]

export const sections = ['places', 'shapes', 'fallback', 'life', 'effect'] as const
export type Section = (typeof sections)[number]

export const editParams = {
  zone: parseAsString,
  tool: parseAsStringLiteral(tools).withDefault('look'),
  section: parseAsStringLiteral(sections).withDefault('places'),
  lng: parseAsFloat,
  lat: parseAsFloat,
  z: parseAsFloat,
}
