import { parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { viewParams } from '../../_components/map/view-params'

export const looks = ['map', 'table'] as const
export const twins = ['zones', 'nodes', 'origins', 'flows', 'boundary'] as const

export const mapParams = {
  /** The Subcloud that it is seen through. */
  subcloud: parseAsString,
  zone: parseAsString,
  node: parseAsString,
  look: parseAsStringLiteral(looks).withDefault('map'),
  twin: parseAsStringLiteral(twins).withDefault('zones'),
  /** Minutes before now that origins and arcs are of, in quarters of an hour. */
  ago: parseAsInteger.withDefault(0),
  ...viewParams,
}
