import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { nodeConditions, nodeSorts } from '@/server/control/services/nodes/schemas'
import { trustLevels } from '@/server/core/config/schema'

/** Each is `nodes.list`'s of the same name. */
export const facetParams = {
  condition: parseAsStringLiteral(nodeConditions),
  zone: parseAsString,
  country: parseAsString,
  trust: parseAsStringLiteral(trustLevels),
  model: parseAsString,
  subcloud: parseAsString,
  operator: parseAsString,
}

export const nodesParams = {
  ...facetParams,
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(nodeSorts).withDefault('id'),
  order: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('asc'),
}
