import { nowhere } from '../config/contain'
import type { Origin } from './types'

/** Of whom nothing is known. */
export const unknownOrigin: Origin = {
  country: null,
  subdivision: null,
  cell: null,
  source: 'none',
  confidence: 'none',
  containment: nowhere,
  nearest: null,
  address: null,
  reasons: ['origin_unknown'],
}
