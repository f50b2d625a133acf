import type { LngLat } from '@/server/core/geo/place'

export type City = { country: string; point: LngLat; weight: number }

/** Where nodes and jobs of the benchmark's worlds are, to a tenth of a degree; weights are rough shares of a network. */
export const cities: readonly City[] = (
  [
    ['US', -77.5, 39.0, 14],
    ['US', -87.6, 41.9, 7],
    ['US', -96.8, 32.8, 7],
    ['US', -121.9, 37.3, 9],
    ['CA', -79.4, 43.7, 4],
    ['MX', -99.1, 19.4, 2],
    ['DE', 8.7, 50.1, 11],
    ['DE', 13.4, 52.5, 5],
    ['GB', -0.1, 51.5, 7],
    ['FR', 2.4, 48.9, 7],
    ['NL', 4.9, 52.4, 5],
    ['ES', -3.7, 40.4, 3],
    ['IT', 9.2, 45.5, 3],
    ['SE', 18.1, 59.3, 3],
    ['FI', 24.9, 60.2, 3],
    ['PL', 21.0, 52.2, 3],
    ['CH', 8.5, 47.4, 2],
    ['NO', 10.8, 59.9, 1],
    ['RO', 26.1, 44.4, 2],
    ['UA', 30.5, 50.5, 1],
    ['IE', -6.3, 53.4, 2],
    ['AT', 16.4, 48.2, 2],
    ['CZ', 14.4, 50.1, 2],
    ['PT', -9.1, 38.7, 1],
    ['SG', 103.8, 1.4, 6],
    ['ID', 106.9, -6.2, 3],
    ['TH', 100.5, 13.8, 2],
    ['PH', 121.0, 14.6, 2],
    ['VN', 106.7, 10.8, 2],
    ['MY', 101.7, 3.1, 2],
    ['AE', 55.3, 25.2, 3],
    ['SA', 46.7, 24.7, 2],
    ['IL', 34.8, 32.1, 2],
    ['TR', 29.0, 41.0, 3],
    ['EG', 31.2, 30.0, 1],
    ['BR', -46.6, -23.6, 5],
    ['CL', -70.7, -33.5, 2],
    ['CO', -74.1, 4.7, 1],
    ['AR', -58.4, -34.6, 2],
    ['JP', 139.7, 35.7, 5],
    ['KR', 127.0, 37.6, 3],
    ['IN', 72.9, 19.1, 5],
    ['AU', 151.2, -33.9, 3],
    ['ZA', 28.0, -26.2, 1],
  ] as const
).map(([country, lng, lat, weight]) => ({ country, point: [lng, lat], weight }))

const byTenth = new Map(cities.map(({ country, point }) => [tenthOf(point), country]))

function tenthOf([lng, lat]: LngLat): string {
  return `${lng.toFixed(1)} ${lat.toFixed(1)}`
}

/** The country of a point within 0.04° of one of the cities. */
export function countryAtCity(point: LngLat): string | null {
  return byTenth.get(tenthOf(point)) ?? null
}
