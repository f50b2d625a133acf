import { parseAsBoolean, parseAsString } from 'nuqs/server'

export const subcloudsParams = {
  q: parseAsString.withDefault(''),
  /** Whether the form for a new one is open. */
  create: parseAsBoolean.withDefault(false),
}
