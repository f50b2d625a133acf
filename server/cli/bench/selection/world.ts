// The world that selection is tried in: unequal nodes in the cities of a network, and demand that is not where the nodes are,
// swings with the hour and comes in lumps. All of it from a seed.

import { distanceKm } from '@/server/core/geo/distance'
import type { LngLat } from '@/server/core/geo/place'
import type { Random } from '../../demo/random'
import { cities } from '../world-cities'

export type SimNode = {
  index: number
  zone: string
  point: LngLat
  slots: number
  /** Of a job's work a second; the median node has 1. */
  speed: number
  failureRate: number
  /** Of the operator's own work, which no router sees but in heartbeats: share of its capacity. */
  ownLoad: number
}

export type Client = { zone: string; point: LngLat; lng: number; weight: number }

export type SimWorld = {
  nodes: readonly SimNode[]
  clients: readonly Client[]
  /** By client and node. */
  km: readonly Float64Array[]
  /** Job-seconds of median work a second that all nodes together do. */
  capacity: number
}

export const nodeCount = 120
/** A job's work in seconds: log-normal, so that a few are ten times the median. */
export const meanWorkS = 3
const workSpread = 0.8
/** A day takes this long here; demand of a city swings between 0.4 and 1.6 of its mean with its local time. */
const dayS = 300
const swing = 0.6

/** Demand in these is out of proportion to their nodes. */
const hot: Record<string, number> = { SEA: 2, ME: 1.5 }

export function createSimWorld(random: Random): SimWorld {
  const nodes = Array.from({ length: nodeCount }, (_, index): SimNode => {
    const city = random.weighted(cities, ({ weight }) => weight)
    const kind = random.next()
    return {
      index,
      zone: zoneOf(city.point),
      point: [city.point[0] + (random.next() - 0.5) * 2, city.point[1] + (random.next() - 0.5) * 2],
      slots: random.pick([1, 2, 4, 4, 4, 8, 8]),
      speed: Math.exp(0.35 * gaussian(random)),
      failureRate: kind < 0.8 ? 0.005 : kind < 0.95 ? 0.05 : 0.3,
      ownLoad: random.next() < 0.5 ? 0 : 0.3 * random.next(),
    }
  })
  const clients = cities.map(({ point, weight }): Client => {
    const zone = zoneOf(point)
    return { zone, point, lng: point[0], weight: weight * (hot[zone] ?? 1) }
  })
  return {
    nodes,
    clients,
    km: clients.map(({ point }) => Float64Array.from(nodes, (node) => distanceKm(point, node.point))),
    capacity: nodes.reduce((sum, { slots, speed }) => sum + slots * speed, 0),
  }
}

/** Relative demand of a client at a time. */
export function demandAt({ weight, lng }: Client, atS: number): number {
  return weight * (1 + swing * Math.sin(2 * Math.PI * (atS / dayS + lng / 360)))
}

export function drawWork(random: Random): number {
  return meanWorkS * Math.exp(workSpread * gaussian(random) - (workSpread * workSpread) / 2)
}

/** There and back in milliseconds: light in glass on a way half as long again, and what routers and last miles add. */
export const roundTripMs = (km: number): number => 8 + (1.5 * km) / 100

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/** Roughly the shipped zones, by longitude and latitude; the Pacific's rest and Africa's stand with their nearest. */
function zoneOf([lng, lat]: LngLat): string {
  if (lng < -30) return lat > 15 ? 'NA' : 'SA'
  if (lng < 28) return lat > 35 ? 'EU' : 'ME'
  return lng < 75 ? 'ME' : 'SEA'
}
