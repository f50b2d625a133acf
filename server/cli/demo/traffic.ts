import type { KnownAddress } from './addresses'
import { type Api, ApiError } from './client'
import type { Random } from './random'
import { demoModels, demoSubclouds } from './settings'

/** One simulated day: long enough to watch a wave of demand travel round the world, short enough to wait for. */
const dayMs = 12 * 60_000
const requestsPerSecond = 14

type Routed = { decisionId: string; outcome: string; lease?: { id: string } }
export type TrafficCount = { routed: number; refused: number; failed: number }

/** Share of its daytime demand that a longitude asks for at a moment of the simulated day, 0.15..1. */
function demandShare(lng: number, now: number): number {
  const localHour = ((now % dayMs) / dayMs) * 24 + lng / 15
  return 0.575 - 0.425 * Math.cos(((localHour - 3) / 24) * 2 * Math.PI)
}

/** Asks for decisions on behalf of clients all over the world and completes the leases. Returns the stop function. */
export function runTraffic(
  api: Api,
  key: string,
  clients: readonly KnownAddress[],
  random: Random,
  onError: (error: unknown) => void,
): { count: TrafficCount; stop: () => void } {
  const count: TrafficCount = { routed: 0, refused: 0, failed: 0 }
  const timers = new Set<NodeJS.Timeout>()

  const complete = (leaseId: string) => {
    const failed = random.next() < 0.01
    const serviceMs = 800 + random.next() * 9_000
    const timer = setTimeout(() => {
      timers.delete(timer)
      const body = { outcome: failed ? 'failed' : 'completed', latencyMs: Math.round(serviceMs), tokens: 50 + random.int(900) }
      api.call('POST', `/leases/${leaseId}/complete`, { key, body }).catch(onError)
    }, serviceMs)
    timers.add(timer)
  }

  const ask = async () => {
    const client = random.pick(clients)
    if (random.next() > demandShare(client.point?.[0] ?? 0, Date.now())) return
    const subcloud = random.next() < 0.3 ? random.pick(demoSubclouds) : undefined
    const model = random.weighted(demoModels, (id) => (id === demoModels[0] ? 5 : id.includes('70b') ? 1 : 2))
    const body = {
      model,
      ...(subcloud ? { subcloud } : {}),
      client: { ip: client.address },
      ...(random.next() < 0.2 ? { affinityKey: `conv-${random.int(400)}` } : {}),
    }
    try {
      const answer = await api.call<Routed>('POST', '/route', { key, body })
      count.routed++
      if (answer.lease) complete(answer.lease.id)
    } catch (error) {
      if (error instanceof ApiError && error.code.startsWith('geo_')) count.refused++
      else {
        count.failed++
        onError(error)
      }
    }
  }

  // The mean share over a day is 0.575: ask more often by as much, so that the stated rate comes out.
  const ticker = setInterval(() => void ask(), (1000 / requestsPerSecond) * 0.575)
  return {
    count,
    stop() {
      clearInterval(ticker)
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
