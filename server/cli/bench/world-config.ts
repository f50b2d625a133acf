import { compileConfig } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { defaultConfig } from '@/server/core/config/default'
import { type Config, configSchema } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import type { Random } from '../demo/random'
import { cities } from './world-cities'

export const models = Array.from({ length: 12 }, (_, i) => `model-${i}-${['8b', '13b', '34b', '70b'][i % 4]}`)
export const slugs = Array.from({ length: 20 }, (_, i) => `cloud-${i}`)

const children = {
  'EU-W': ['DE', 'FR', 'NL', 'BE', 'LU', 'CH', 'AT', 'GB', 'IE'],
  'EU-N': ['SE', 'FI', 'NO', 'DK', 'EE', 'LV', 'LT', 'IS'],
  'EU-S': ['ES', 'PT', 'IT', 'GR', 'MT', 'CY', 'HR', 'SI'],
  'EU-E': ['PL', 'CZ', 'SK', 'HU', 'RO', 'BG', 'UA', 'MD'],
}

/** The shipped zones with four children of Europe, and twenty Subclouds of five kinds. */
export function worldConfig(): Config {
  const shipped = defaultConfig()
  const zones = Object.entries(children).map(([code, countries]) => ({
    code,
    name: code,
    parent: 'EU',
    countries,
    neighbours: Object.keys(children).filter((other) => other !== code),
  }))
  return configSchema.parse({
    ...shipped,
    zones: [...shipped.zones, ...zones],
    models,
    subclouds: slugs.map((slug, i) => ({ slug, name: slug, owner: `${slug}@example.com`, policy: policies[i % policies.length]!(i) })),
  })
}

const policies: readonly ((i: number) => unknown)[] = [
  () => ({ boundary: { allow: ['jurisdiction:EU27'] }, fallback: 'adjacent' }),
  () => ({ boundary: { deny: ['country:US'] }, prefer: ['zone:EU'] }),
  () => ({ prefer: ['zone:NA', 'zone:EU'], minTrust: 'consistent' }),
  () => ({ isolate: true, participation: { criteria: { minVramGb: 24, minTrust: 'consistent' } } }),
  (i) => ({ isolate: i % 2 === 0, boundary: { allow: ['zone:EU', 'zone:NA'] } }),
]

/** The same with a drawn zone of `vertices` corners around every city, for point → zone. */
export function drawnConfig(random: Random, vertices: number): CompiledConfig {
  const config = worldConfig()
  const drawn = cities.map(({ point }, i) => ({
    code: `DRAWN-${i}`,
    name: `Drawn ${i}`,
    polygons: { type: 'MultiPolygon', coordinates: [[blob(point, 1 + 2 * random.next(), vertices, random)]] },
  }))
  return compileConfig(configSchema.parse({ ...config, zones: [...config.zones, ...drawn] }), 1)
}

/** A closed ring whose radius (degrees) wavers by a third. */
function blob([lng, lat]: LngLat, radius: number, vertices: number, random: Random): [number, number][] {
  const phase = random.next() * 6
  const ring = Array.from({ length: vertices }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * i) / vertices
    const far = radius * (1 + 0.2 * Math.sin(5 * angle + phase) + 0.1 * Math.sin(17 * angle))
    return [lng + far * Math.cos(angle), lat + far * Math.sin(angle)]
  })
  return [...ring, ring[0]!]
}
