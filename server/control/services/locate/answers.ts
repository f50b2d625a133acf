import { z } from 'zod'
import type { Location, SourceAnswer } from '@/server/core/origin/locate'
import { confidence, originSource, originView, position } from '@/server/platform/data-plane/decision'
import { describes } from '@/server/platform/describes'

const code = z.string().nullable()
const sourceAnswer = describes<SourceAnswer>()(
  z.object({
    source: originSource.exclude(['none']),
    country: code,
    subdivision: code,
    cell: position.nullable(),
    confidence,
    reasons: z.array(z.string()),
  }),
).nullable()

const location = {
  origin: originView.extend({ cell: position.nullable().describe('Centre of its half-degree cell') }),
  sources: z.object({ stated: sourceAnswer, override: sourceAnswer, geoip: sourceAnswer, edge: sourceAnswer }),
  databases: z.object({ first: code, second: code }),
  special: z
    .enum(['private', 'shared', 'loopback', 'link-local', 'documentation', 'benchmark', 'multicast', 'unspecified', 'reserved'])
    .nullable(),
  zones: z.array(z.object({ zone: z.string(), distanceKm: z.number(), biasedKm: z.number() })).describe('Top-level zones, nearest first'),
}
describes<Location>()(z.object(location))

/** What the product makes of an address. The answer does not repeat it, and nothing keeps it. */
export const locateResult = z.object({
  ...location,
  winner: z.string().describe('The source that was believed'),
  zone: code,
  zoneBy: z.enum(['assignment', 'nearest']).nullable(),
  country: code,
})
