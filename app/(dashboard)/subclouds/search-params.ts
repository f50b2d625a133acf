import { parseAsString } from 'nuqs/server'

export const subcloudsParams = { q: parseAsString.withDefault('') }
