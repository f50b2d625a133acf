import type { CompiledConfig } from '@/server/core/config/compiled'
import { noGeoIp } from '@/server/core/origin/geoip'
import { resolveOrigin } from '@/server/core/origin/resolve'
import type { RouteRequest } from '@/server/core/routing/types'
import type { Random } from '../demo/random'
import { cities } from './world-cities'
import { models, slugs } from './world-config'

export const subcloudShare = 0.5

/** Half are a Subcloud's; of the rest some narrow, prefer or need a large GPU. Every origin has a position. */
export function routeRequest(config: CompiledConfig, random: Random): RouteRequest {
  const { country, point } = random.weighted(cities, ({ weight }) => weight)
  const subcloud = random.next() < subcloudShare ? random.pick(slugs) : null
  const kind = random.next()
  return requestOf({
    model: models[Math.floor(random.next() ** 2 * models.length)]!,
    environment: 'mainnet',
    subcloud,
    key: { id: `key-${random.int(50)}`, geo: null },
    origin: resolveOrigin({ address: null, malformed: false, stated: { country, point }, edgeCountry: null }, config, noGeoIp),
    geo: {
      prefer: subcloud === null && kind < 0.1 ? ['zone:EU'] : [],
      only: subcloud === null && kind > 0.9 ? ['jurisdiction:EU27'] : null,
      deny: [],
      fallback: null,
    },
    requirements: { minVramGb: random.next() < 0.1 ? 24 : null, gpu: null },
    affinityKey: null,
    retry: null,
  })
}

/** All from one place, as in the product: objects made in several slow down whoever reads them. */
export function requestOf({
  model,
  environment,
  subcloud,
  key,
  origin,
  geo,
  requirements,
  affinityKey,
  retry,
}: RouteRequest): RouteRequest {
  return { model, environment, subcloud, key, origin, geo, requirements, affinityKey, retry }
}
