import { parseAsString } from 'nuqs/server'

/** The zone whose conditions are spelled out. */
export const activationParams = { zone: parseAsString }
