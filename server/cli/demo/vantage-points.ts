import type { LngLat } from '@/server/core/geo/place'
import type { KnownAddress } from './addresses'
import type { Api } from './client'

const places: readonly (readonly [id: string, role: 'cloud' | 'network', region: string, country: string, point: LngLat])[] = [
  ['vp-ashburn', 'cloud', 'us-east', 'US', [-77.49, 39.04]],
  ['vp-toronto', 'network', 'ca-central', 'CA', [-79.38, 43.65]],
  ['vp-frankfurt', 'cloud', 'eu-central', 'DE', [8.68, 50.11]],
  ['vp-madrid', 'network', 'eu-south', 'ES', [-3.7, 40.42]],
  ['vp-singapore', 'cloud', 'ap-southeast', 'SG', [103.82, 1.35]],
  ['vp-jakarta', 'network', 'ap-south', 'ID', [106.85, -6.21]],
  ['vp-dubai', 'cloud', 'me-central', 'AE', [55.27, 25.2]],
  ['vp-istanbul', 'network', 'me-north', 'TR', [28.98, 41.01]],
  ['vp-saopaulo', 'cloud', 'sa-east', 'BR', [-46.63, -23.55]],
  ['vp-santiago', 'network', 'sa-west', 'CL', [-70.67, -33.45]],
]

/** Keeps two vantage points a zone reporting, each from an address of its own country. Returns the stop function. */
export function runVantagePoints(
  api: Api,
  key: string,
  addresses: ReadonlyMap<string, readonly KnownAddress[]>,
  onError: (error: unknown) => void,
): () => void {
  const beat = async () => {
    for (const [id, role, region, country, [lng, lat]] of places) {
      const address = addresses.get(country)?.[0]?.address
      await api
        .call('POST', '/endpoints/heartbeat', {
          key,
          body: { id, role, region, point: { lng, lat }, simulated: true },
          ...(address ? { address } : {}),
        })
        .catch(onError)
    }
  }
  void beat()
  const timer = setInterval(() => void beat(), 15_000)
  return () => clearInterval(timer)
}
