// Where a page of nodes ended. A place in the order and not a node: that may have changed, or gone, by the next page.

import { z } from 'zod'
import { ServiceError } from '@/server/platform/errors'

/** What is sorted by, and the node's id, which tells equals apart. */
export type Place = readonly [value: string | number, id: string]

const place = z.tuple([z.union([z.string(), z.number()]), z.string()])

export function toCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

export function fromCursor(cursor: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw new ServiceError('invalid_request', 'cursor: send the nextCursor of the page before, or none to begin.')
  }
}
