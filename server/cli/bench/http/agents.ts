import { createHash } from 'node:crypto'
import { privateKeyToAccount } from 'viem/accounts'
import { macAgentMessage, signAgentMessage } from '@/server/platform/signatures/message'
import type { KnownAddress } from '../../demo/addresses'
import { createApi } from '../../demo/client'
import type { Random } from '../../demo/random'
import { cities } from '../world-cities'
import { nodeRecord } from '../world-nodes'
import { post } from './load'
import { networkId } from './site'

export type Agents = {
  count: number
  beat(): Promise<void>
  /** So many heartbeats as whole requests, of all nodes in turn. */
  beats(count: number): string[]
}

/** Leases run for two minutes: with nearly as many slots as an index's word tells of a node, none fills up while it is measured. */
const slots = 60_000
const atOnce = 12

/** Registers nodes as agents do, signed, from addresses of their countries; `beat` keeps all of them live for 45 s. */
export async function registerAgents(
  url: string,
  count: number,
  known: ReadonlyMap<string, readonly KnownAddress[]>,
  random: Random,
): Promise<Agents> {
  const api = createApi(url)
  const agents = Array.from({ length: count }, (_, index) => {
    const { operator, environments, models, gpu, vramGb, version, joins } = nodeRecord(random)
    const { country, point } = random.weighted(cities, ({ weight, country }) => (known.has(country) ? weight : 0))
    return {
      account: privateKeyToAccount(`0x${createHash('sha256').update(`bench agent ${index}`).digest('hex')}`),
      address: random.pick(known.get(country)!).address,
      secret: '',
      payload: {
        operator,
        environment: environments,
        models,
        gpu,
        vramGb,
        slots,
        version,
        joins,
        regionTag: `country:${country}`,
        gps: { lng: point[0], lat: point[1], accuracyM: 50 },
      },
    }
  })
  await inParallel(agents, async (agent) => {
    const body = await signAgentMessage(agent.account, { purpose: 'register', audience: networkId, payload: agent.payload })
    const answer = await api.call<{ session: { secret: string } }>('POST', '/nodes/register', { body, address: agent.address })
    agent.secret = answer.session.secret
  })
  const beatOf = ({ account, secret }: (typeof agents)[number]) =>
    macAgentMessage(secret, { purpose: 'heartbeat', audience: networkId, nodeId: account.address.toLowerCase(), payload: { inFlight: 0 } })
  return {
    count,
    beat: () =>
      inParallel(agents, async (agent) => {
        await api.call('POST', '/nodes/heartbeat', { body: beatOf(agent), address: agent.address })
      }),
    beats: (wanted) =>
      Array.from({ length: wanted }, (_, i) => {
        const agent = agents[i % agents.length]!
        return post('/api/v1/nodes/heartbeat', beatOf(agent), { 'x-forwarded-for': agent.address })
      }),
  }
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of queue) await work(item)
    }),
  )
}
