import { z } from 'zod'
import { type TrustLevel, trustLevels } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import type { Spot } from '@/server/core/geo/spots'
import type { Rung } from '@/server/core/routing/types'
import { type ActorRef, limitOf } from '../wire'

export type { NodeDetail, NodeList, NodeRow } from './answers'

export const nodeConditions = ['live', 'offline', 'draining', 'drained', 'quarantined', 'left'] as const
export type NodeCondition = (typeof nodeConditions)[number]
export const nodeSorts = ['id', 'operator', 'zone', 'trust', 'free', 'slots', 'lastSeenAt', 'firstSeenAt'] as const

const nodeFilters = z.strictObject({
  q: z.string().max(200).optional(),
  /** Labelled with it or a descendant; `none`: no zone. */
  zone: z.string().max(40).optional(),
  country: z.string().max(2).optional(),
  trust: z.enum(trustLevels).optional(),
  condition: z.enum(nodeConditions).optional(),
  model: z.string().max(200).optional(),
  environment: z.string().max(100).optional(),
  subcloud: z.string().max(100).optional(),
  operator: z.string().max(200).optional(),
})
export const listNodesInput = nodeFilters
  .extend({
    sort: z.enum(nodeSorts).default('id'),
    order: z.enum(['asc', 'desc']).default('asc'),
    cursor: z.string().max(1000).optional(),
    limit: limitOf(100, 1000),
  })
  .prefault({})
export type NodeFilters = z.output<typeof nodeFilters>
export const nodePlacesInput = nodeFilters.prefault({})
export const nodeInput = z.strictObject({ id: z.string().max(100) })
export const drainInput = nodeInput.extend({ reason: z.string().trim().min(1, 'say why').max(500) })

export type Facet = { value: string; count: number }[]
/** Cells a degree from afar and closer by (about a quarter of what clusters there); null: each node by itself. */
export const cellsADegree = { coarse: 1.25, fine: 10, each: null } as const
const degrees = z.number().min(-10_000).max(10_000)
/** `within`: west, south, east, north. A client that comes back says which event it had last; it is told all anyway. */
export const followSpotsInput = z
  .strictObject({
    subcloud: z.string().max(100).optional(),
    grain: z.enum(['coarse', 'fine', 'each']).default('coarse'),
    within: z.tuple([degrees, degrees, degrees, degrees]).optional(),
    lastEventId: z.string().max(100).nullish(),
  })
  .prefault({})
/** Nodes close together, or of one country where no position is known (`at` null); without either, of unknown place. */
export type NodeSpot = { at: LngLat | null; country: string | null; nodes: number; live: number }
export type NodePlaces = { total: number; spots: NodeSpot[] }

export type NodeHistoryEntry = {
  id: string
  at: number
  /** `what` is a membership event's kind, or an audited action. */
  kind: 'membership' | 'action'
  what: string
  subcloud: string | null
  reason: string | null
  actor: ActorRef
}
export type NodeHistory = { items: NodeHistoryEntry[] }

/** What the pick weighed. */
type Marks = { free: number; slots: number; distanceKm: number | null; failureRate: number; score: number }
export type Candidacy = {
  /** The job's. */
  id: string
  at: number
  model: string
  subcloud: string | null
  chosen: boolean
  /** Nobody was chosen. */
  refused: boolean
  rung: Rung
  token: string
  /** Among the candidates that the pick looked at, best first. */
  place: number
  looked: number
  own: Marks
  /** Where another of them was chosen; its id where this role may know it. */
  winner: (Marks & { id: string | null }) | null
}
/** Of the last `jobs` within reach, back to `since`; `items` are the newest fifty. */
export type Candidacies = { jobs: number; since: number | null; chosen: number; passed: number; items: Candidacy[] }

/** One row a node, small. Without a position (`at` null) the country says roughly where. */
export type FleetPoint = {
  id: string
  at: LngLat | null
  zone: string | null
  country: string | null
  condition: NodeCondition
  trust: TrustLevel
  free: number
  slots: number
  operator: string
  simulated: boolean
}
/** What the map draws: a node, or with others close to it a spot. */
export type FleetSpot = Spot<Pick<FleetPoint, 'id' | 'at' | 'country' | 'condition' | 'trust' | 'simulated'>>
/** `nodes` are what is new of `FleetPoint` or `FleetSpot`, by `packRows`. A full picture begins anew; `more` of the same change follows at once. */
export type FleetEvent = { type: 'full' | 'delta'; at: number; nodes: string; remove: string[]; more: boolean }
