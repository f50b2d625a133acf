import { parseAsFloat } from 'nuqs/server'

/** Where a map is looked at, in the link. */
export const viewParams = { lng: parseAsFloat, lat: parseAsFloat, z: parseAsFloat }
