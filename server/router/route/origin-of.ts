import type { CompiledConfig } from '@/server/core/config/compiled'
import { parseAddress } from '@/server/core/geo/address'
import type { GeoIp } from '@/server/core/origin/geoip'
import { resolveOrigin } from '@/server/core/origin/resolve'
import type { Origin } from '@/server/core/origin/types'
import type { RouteInput } from '@/server/platform/data-plane/route-request'
import { ServiceError } from '@/server/platform/errors'
import type { Caller } from '../http/caller'

/**
 * Where the job comes from: the client that a gateway states, else the caller itself. A stated client without an address
 * has none: the connection's is the gateway's own.
 */
export function originOf(client: RouteInput['client'], caller: () => Caller, config: CompiledConfig, geoip: GeoIp): Origin {
  if (!client) return resolveOrigin({ ...caller(), stated: null }, config, geoip)
  const address = client.ip ? parseAddress(client.ip) : null
  if (client.ip && address === null)
    throw new ServiceError('invalid_request', 'client.ip: must be an IPv4 or IPv6 address.', {
      errors: [{ path: 'client.ip', message: 'not an address' }],
    })
  const { country, subdivision, point } = client
  const isStated = Boolean(country || subdivision || point)
  const stated = isStated ? { country, subdivision, point: point ? ([point.lng, point.lat] as const) : null } : null
  return resolveOrigin({ address, malformed: false, stated, edgeCountry: null }, config, geoip)
}
