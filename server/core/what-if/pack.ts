// The fleet on its way to a browser. What many nodes have in common is written once, times count from the moment of the
// page, and neither addresses nor endpoints are in it.

import type { FleetNode } from '../routing/types'
import type { Evidence } from '../trust/types'
import type { SeenNode } from './world'

type Gps = NonNullable<Evidence['claim']['gps']>
/** Whatever is not in a row of its own. */
type Shared = Omit<FleetNode, OwnField | 'geo'> & { tag: Evidence['claim']['tag']; address: Omit<Evidence['address'], 'observedAt'> }
const ownFields = ['id', 'inFlight', 'leased', 'failureRate', 'firstSeenAt', 'lastSeenAt', 'liveUntil'] as const
type OwnField = (typeof ownFields)[number]
type PackedGps = [lng: number, lat: number, accuracyM: number, country: string | null, nearBorder: 0 | 1]
type Row = [
  shared: number,
  id: string,
  inFlight: number,
  leased: number,
  failureRate: number,
  firstSeenAgo: number,
  lastSeenAgo: number,
  liveFor: number,
  observedAgo: number,
  consistentAgo: number | null,
  verifiedAgo: number | null,
  gps: PackedGps | null,
]
type Packed = { at: number; shared: Shared[]; rows: Row[] }

export function packNodes(nodes: Iterable<SeenNode>, at: number): string {
  const shared: string[] = []
  const known = new Map<string, number>()
  const rows: Row[] = []
  for (const { evidence, id, inFlight, leased, failureRate, firstSeenAt, lastSeenAt, liveUntil, ...rest } of nodes) {
    const {
      claim,
      address: { observedAt, ...address },
      lastConsistentAt,
      lastVerifiedAt,
    } = evidence
    const text = JSON.stringify({ ...rest, endpoint: null, tag: claim.tag, address } satisfies Shared)
    let index = known.get(text)
    if (index === undefined) {
      index = shared.push(text) - 1
      known.set(text, index)
    }
    const ago = (time: number | null) => (time === null ? null : at - time)
    const gps = claim.gps && packGps(claim.gps)
    // biome-ignore format: a row of the table
    rows.push([index, id, inFlight, leased, failureRate, at - firstSeenAt, at - lastSeenAt, liveUntil - at, at - observedAt, ago(lastConsistentAt), ago(lastVerifiedAt), gps])
  }
  return `{"at":${at},"shared":[${shared.join(',')}],"rows":${JSON.stringify(rows)}}`
}

export function unpackNodes(text: string): SeenNode[] {
  const { at, shared, rows } = JSON.parse(text) as Packed
  return rows.map((row) => {
    // biome-ignore format: a row of the table
    const [index, id, inFlight, leased, failureRate, firstSeenAgo, lastSeenAgo, liveFor, observedAgo, consistentAgo, verifiedAgo, gps] = row
    const { tag, address, ...rest } = shared[index]!
    const time = (ago: number | null) => (ago === null ? null : at - ago)
    return {
      ...rest,
      id,
      inFlight,
      leased,
      failureRate,
      firstSeenAt: at - firstSeenAgo,
      lastSeenAt: at - lastSeenAgo,
      liveUntil: at + liveFor,
      evidence: {
        claim: { tag, gps: gps && unpackGps(gps) },
        address: { ...address, observedAt: at - observedAgo },
        lastConsistentAt: time(consistentAgo),
        lastVerifiedAt: time(verifiedAgo),
      },
    }
  })
}

function packGps({ point: [lng, lat], accuracyM, country, nearBorder }: Gps): PackedGps {
  return [lng, lat, accuracyM, country, nearBorder ? 1 : 0]
}

function unpackGps([lng, lat, accuracyM, country, nearBorder]: PackedGps): Gps {
  return { point: [lng, lat], accuracyM, country, nearBorder: nearBorder === 1 }
}
