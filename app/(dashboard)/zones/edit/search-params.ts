import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { viewParams } from '../../../_components/map/view-params'

/** `look`: drag the map · `countries`: a click puts a country in or takes it out · `select` … `circle`: shapes · `anchor`: a click sets one · `cut`: draws a line to split along. */
export const tools = ['look', 'countries', 'select', 'polygon', 'rectangle', 'circle', 'anchor', 'cut'] as const
export type Tool = (typeof tools)[number]

export const sections = ['places', 'shapes', 'fallback', 'life', 'effect'] as const
export type Section = (typeof sections)[number]

export const editParams = {
  zone: parseAsString,
  tool: parseAsStringLiteral(tools).withDefault('look'),
  section: parseAsStringLiteral(sections).withDefault('places'),
  ...viewParams,
}
