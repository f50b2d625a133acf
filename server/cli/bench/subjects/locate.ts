// Locating: an address's country and zone, its position, a point's zone, and the whole origin of an address as text.

import { contain, containCountry } from '@/server/core/config/contain'
import { type Address, parseAddress } from '@/server/core/geo/address'
import type { LngLat } from '@/server/core/geo/place'
import { specialRange } from '@/server/core/geo/special-ranges'
import type { AnswerNumbers } from '@/server/core/origin/geoip'
import { resolveOrigin } from '@/server/core/origin/resolve'
import { openGeoIp } from '@/server/platform/geoip/open'
import { seededRandom } from '../../demo/random'
import { measureRuns } from '../cpu-time'
import type { Options, Prepared } from '../subjects'
import { cities } from '../world-cities'
import { drawnConfig } from '../world-config'

/** A power of two, so that finding the next question costs nothing that counts. */
const count = 1 << 16
const mask = count - 1
const vertices = 500

export async function prepareLocate({ dataDir }: Options): Promise<Prepared> {
  const random = seededRandom(7)
  const config = drawnConfig(random, vertices)
  const geoip = await openGeoIp({ dataDir: String(dataDir), log: { info: () => {}, warn: (line) => process.stderr.write(`${line}\n`) } })
  const numbers = geoip.numbers!
  const texts: string[] = []
  // Bare numbers, so that what is read from memory is the tables and not the questions.
  const values = new Uint32Array(count)
  while (texts.length < count) {
    const text = [1 + random.int(223), random.int(256), random.int(256), 1 + random.int(254)].join('.')
    const address = parseAddress(text)
    if (address?.family !== 4 || specialRange(address) !== null) continue
    values[texts.length] = address.value
    texts.push(text)
  }
  const words6 = geoip.status[0]?.ok ? knownAddresses6(numbers) : new Uint32Array(4 * count)
  const points = new Float64Array(2 * count)
  const countries: string[] = []
  for (let i = 0; i < points.length; i += 2) {
    const { country, point } = random.weighted(cities, ({ weight }) => weight)
    const near = () => (random.next() - 0.5) * 6
    countries.push(country)
    points[i] = point[0] + near()
    points[i + 1] = point[1] + near()
  }
  const addressAt = (n: number): Address => ({ family: 4, value: values[n]!, via: 'direct' })
  const pointAt = (n: number): LngLat => [points[2 * n]!, points[2 * n + 1]!]
  const labelAt = (n: number) => contain(config, { country: countries[n]!, subdivision: null, point: pointAt(n) }, 'high')
  const inZone = texts.filter((_, n) => labelAt(n).labelBy === 'polygon').length
  let i = 0
  let found = 0
  const next = (ms: number, run: (at: number, count: number) => number) => {
    const measured = measureRuns(ms, i & mask, (at, count) => {
      found += run(at, count)
    })
    i += measured.ops
    return measured
  }
  return {
    facts: {
      inDrawnZonePct: Math.round((100 * inZone) / count),
      drawnZones: config.zonesWithShape.length,
      vertices,
      rasterKiB: Math.round(config.drawn.bytes / 1024),
      source: geoip.status[0]?.ok ? geoip.status[0].source : 'none',
    },
    subjects: {
      ip: (ms) =>
        next(ms, (at, count) => {
          let labelled = 0
          for (let n = at; n < at + count; n++) {
            const country = numbers.country(addressAt(n & mask))
            if (country !== 0 && containCountry(config, country).label !== null) labelled++
          }
          return labelled
        }),
      ip6: (ms) =>
        next(ms, (at, count) => {
          let labelled = 0
          for (let n = at; n < at + count; n++) {
            const country = numbers.country(address6In(words6, n & mask))
            if (country !== 0 && containCountry(config, country).label !== null) labelled++
          }
          return labelled
        }),
      city: (ms) =>
        next(ms, (at, count) => {
          let placed = 0
          for (let n = at; n < at + count; n++) if (geoip.lookup(addressAt(n & mask))?.point) placed++
          return placed
        }),
      point: (ms) =>
        next(ms, (at, count) => {
          let labelled = 0
          for (let n = at; n < at + count; n++) if (labelAt(n & mask).label !== null) labelled++
          return labelled
        }),
      origin: (ms) =>
        next(ms, (at, count) => {
          let known = 0
          for (let n = at; n < at + count; n++) {
            const address = parseAddress(texts[n & mask]!)
            if (resolveOrigin({ address, malformed: false, stated: null, edgeCountry: null }, config, geoip).country !== null) known++
          }
          return known
        }),
      kept: () => ({ nsPerOp: found, ops: 0 }),
    },
  }
}

/** Random ones of the registries' blocks that have a country; most of IPv6 is nobody's and answered at once. */
function knownAddresses6(numbers: AnswerNumbers): Uint32Array {
  const random = seededRandom(8)
  const words = new Uint32Array(4 * count)
  for (let n = 0; n < count; ) {
    const top = random.pick([0x2001, 0x2400, 0x2600, 0x2800, 0x2a00, 0x2c00]) + random.int(16)
    words.set([top * 0x10000 + random.int(0x10000), random.next() * 2 ** 32, random.next() * 2 ** 32, random.next() * 2 ** 32], 4 * n)
    if (numbers.country(address6In(words, n)) !== 0) n++
  }
  return words
}

function address6In(words: Uint32Array, n: number): Address {
  const at = 4 * n
  return { family: 6, words: [words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!], via: 'direct' }
}
