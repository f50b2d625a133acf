import type { GpsCountry } from '@/server/replica/node-geo'
import type { NodeLiveRecord, NodeRecord } from '@/server/replica/node-record'
import type { Random } from '../demo/random'
import { cities, countryAtCity } from './world-cities'
import { models, slugs } from './world-config'

/** The worlds' present moment. */
export const at = Date.UTC(2026, 5, 1, 12)

const hardware = [
  ['RTX 3090', 24],
  ['RTX 4090', 24],
  ['L4', 24],
  ['RTX 4070', 12],
  ['L40S', 48],
  ['A100', 80],
  ['H100', 80],
] as const

export const gpsCountry: GpsCountry = (point) => ({ country: countryAtCity(point), nearBorder: false })

/** A node as Postgres keeps it: 85 % consistent, some unverified or contradicted, some drained; a quarter opted in somewhere. */
export function nodeRecord(random: Random): NodeRecord {
  const city = random.weighted(cities, ({ weight }) => weight)
  const [gpu, vramGb] = random.pick(hardware)
  const kind = random.next()
  const seen = kind < 0.03 ? 'BR' : city.country
  const second = kind < 0.12 ? null : seen
  return {
    id: `0x${Array.from({ length: 5 }, () =>
      random
        .int(2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('')}`,
    operator: `operator-${random.int(400)}`,
    network: `AS${64_500 + random.int(900)}`,
    environments: ['mainnet'],
    models: models.filter(() => random.next() < 0.25),
    gpu,
    vramGb,
    slots: 2 + random.int(7),
    endpoint: null,
    version: '1.4.2',
    joins: random.next() < 0.25 ? [random.pick(slugs)] : [],
    simulated: false,
    status: random.next() < 0.97 ? 'serving' : 'draining',
    firstSeenAt: at - 30 * 86_400_000,
    regionTag: `country:${city.country}`,
    gps: {
      point: [city.point[0] + (random.next() - 0.5) * 0.08, city.point[1] + (random.next() - 0.5) * 0.08],
      accuracyM: 50,
    },
    moving: null,
    addressPrefix: '203.0.0.0/16',
    addressHash: '00',
    addressFacts: {
      databases: [
        { source: 'first', country: seen },
        { source: 'other', country: second },
      ],
      override: null,
      class: null,
    },
    lastConsistentAt: null,
    lastVerifiedAt: null,
    sessionId: 'session',
    registeredAt: at - 86_400_000,
    drainedAt: random.next() < 0.01 ? at - 3_600_000 : null,
    quarantinedUntil: null,
  }
}

/** How it is just now: 4 % have been silent for too long, 15 % have no slot left. */
export function nodeLive({ id, slots }: NodeRecord, random: Random): NodeLiveRecord {
  const isSilent = random.next() < 0.04
  const lastSeenAt = at - (isSilent ? 300_000 : random.int(15_000))
  return {
    nodeId: id,
    inFlight: random.next() < 0.15 ? slots : random.int(slots),
    failureRate: random.next() < 0.8 ? 0 : random.next() * 0.2,
    lastSeenAt,
    liveUntil: lastSeenAt + 45_000,
    lastMessageAt: lastSeenAt,
  }
}
