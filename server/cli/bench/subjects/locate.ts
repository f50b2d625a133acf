import { contain } from '@/server/core/config/contain'
import { type Address, parseAddress } from '@/server/core/geo/address'
import type { Place } from '@/server/core/geo/place'
import { specialRange } from '@/server/core/geo/special-ranges'
import { resolveOrigin } from '@/server/core/origin/resolve'
import { openGeoIp } from '@/server/platform/geoip/open'
import { seededRandom } from '../../demo/random'
import { measureCpu } from '../cpu-time'
import type { Options, Prepared } from '../subjects'
import { cities } from '../world-cities'
import { drawnConfig } from '../world-config'

const count = 1 << 16
const vertices = 500

export async function prepareLocate({ dataDir }: Options): Promise<Prepared> {
  const random = seededRandom(7)
  const config = drawnConfig(random, vertices)
  const geoip = await openGeoIp({ dataDir: String(dataDir), log: { info: () => {}, warn: (line) => process.stderr.write(`${line}\n`) } })
  const texts: string[] = []
  const addresses: Address[] = []
  while (texts.length < count) {
    const text = [1 + random.int(223), random.int(256), random.int(256), 1 + random.int(254)].join('.')
    const address = parseAddress(text)
    if (!address || specialRange(address) !== null) continue
    texts.push(text)
    addresses.push(address)
  }
  const places: Place[] = Array.from({ length: count }, () => {
    const city = random.weighted(cities, ({ weight }) => weight)
    const near = () => (random.next() - 0.5) * 6
    return { country: city.country, subdivision: null, point: [city.point[0] + near(), city.point[1] + near()] }
  })
  const inZone = places.filter((place) => contain(config, place, 'high').labelBy === 'polygon').length
  let i = 0
  let sum = 0
  const next = (ms: number, op: (i: number) => unknown) => {
    const measured = measureCpu(ms, i, (n) => {
      if (op(n % count) !== null) sum++
    })
    i += measured.ops
    return measured
  }
  return {
    facts: {
      inDrawnZonePct: Math.round((100 * inZone) / count),
      drawnZones: config.zonesWithShape.length,
      vertices,
      source: geoip.status[0]?.ok ? geoip.status[0].source : 'none',
    },
    subjects: {
      ip: (ms) =>
        next(ms, (n) => {
          const country = geoip.lookup(addresses[n]!)?.country ?? null
          return country === null ? null : (config.zoneByCountry.get(country) ?? null)
        }),
      point: (ms) => next(ms, (n) => contain(config, places[n]!, 'high').label),
      origin: (ms) =>
        next(
          ms,
          (n) =>
            resolveOrigin({ address: parseAddress(texts[n]!), malformed: false, stated: null, edgeCountry: null }, config, geoip).country,
        ),
      kept: () => ({ nsPerOp: sum, ops: 0 }),
    },
  }
}
