import type { z } from 'zod'
import { parseAddress } from '@/server/core/geo/address'
import { type Location, locate } from '@/server/core/origin/locate'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { locateInput } from './schemas'

/** What the product makes of an address. The answer does not repeat it, and nothing keeps it. */
export type LocateResult = Location & {
  winner: string
  zone: string | null
  zoneBy: 'assignment' | 'nearest' | null
  country: string | null
}

export async function locateAddress({ ctx, input }: Verb<z.output<typeof locateInput>>): Promise<LocateResult> {
  requireAccess(ctx.actor, 'read')
  const address = parseAddress(input.ip)
  if (!address) throw new ServiceError('invalid_request', 'ip is not an IPv4 or IPv6 address.')
  const { replica, geoip } = ctx.control
  const location = locate({ address, malformed: false, stated: null, edgeCountry: null }, replica.snapshot().config, geoip)
  const { origin } = location
  const zone = origin.containment.label ?? origin.nearest
  return {
    ...location,
    winner: origin.source,
    country: origin.country,
    zone,
    zoneBy: origin.containment.label ? 'assignment' : zone ? 'nearest' : null,
  }
}
