import { parseAsString } from 'nuqs/server'

export const jurisdictionParams = { code: parseAsString }
