import { createHash } from 'node:crypto'
import { privateKeyToAccount } from 'viem/accounts'
import { macAgentMessage, signAgentMessage } from '@/server/platform/signatures/message'
import type { KnownAddress } from './addresses'
import type { City } from './cities'
import { type Api, ApiError } from './client'
import type { Random } from './random'
import { demoModels } from './settings'

const hardware = [
  { gpu: 'RTX 3090', vramGb: 24 },
  { gpu: 'RTX 4090', vramGb: 24 },
  { gpu: 'RTX A6000', vramGb: 48 },
  { gpu: 'L40S', vramGb: 48 },
  { gpu: 'A100', vramGb: 80 },
  { gpu: 'H100', vramGb: 80 },
] as const

/** Where the few agents that lie say they are. */
const elsewhere = ['US', 'DE', 'SG', 'AE', 'BR'] as const

export type Agent = {
  nodeId: string
  register(): Promise<void>
  heartbeat(): Promise<void>
  leave(): Promise<void>
  readonly intervalMs: number
}

export function createAgent(index: number, city: City, from: KnownAddress, networkId: string, api: Api, random: Random): Agent {
  const account = privateKeyToAccount(`0x${createHash('sha256').update(`demonstration agent ${index}`).digest('hex')}`)
  const nodeId = account.address.toLowerCase()
  const { gpu, vramGb } = random.pick(hardware)
  // Most tell the truth, half of them with a GPS fix where a fix says something; a few state nothing, a few lie.
  const kind = random.next()
  const claimed = kind < 0.03 ? null : kind < 0.05 ? random.pick(elsewhere.filter((country) => country !== city.country)) : city.country
  const hasGps = claimed === city.country && city.isWellInside && random.next() < 0.5
  const gps = {
    lng: city.point[0] + (random.next() - 0.5) * 0.04,
    lat: city.point[1] + (random.next() - 0.5) * 0.04,
    accuracyM: 20 + random.int(80),
  }
  const payload = {
    operator: `operator-${1 + random.int(130)}`,
    environment: ['mainnet'],
    models: demoModels.filter((model) => (model.includes('70b') ? vramGb >= 48 : random.next() < 0.85)),
    gpu,
    vramGb,
    slots: 2 + random.int(7),
    version: random.next() < 0.8 ? '1.4.2' : '1.3.9',
    endpoint: `https://node-${index}.demo.invalid`,
    simulated: true,
    ...(claimed === null ? {} : { regionTag: `country:${claimed}` as const }),
    ...(hasGps ? { gps } : {}),
  }
  let secret: string | null = null
  let intervalMs = 15_000

  const send = async (purpose: 'register' | 'heartbeat' | 'leave', body: unknown) => {
    const answer = await api.call<{ session?: { secret: string }; intervalS?: number }>('POST', `/nodes/${purpose}`, {
      body,
      address: from.address,
    })
    if (answer.intervalS) intervalMs = answer.intervalS * 1000
    return answer
  }

  const register = async () => {
    const answer = await send('register', await signAgentMessage(account, { purpose: 'register', audience: networkId, payload }))
    secret = answer.session?.secret ?? null
  }

  return {
    nodeId,
    get intervalMs() {
      return intervalMs
    },
    register,
    async heartbeat() {
      const beat = { inFlight: 0 }
      try {
        if (secret) await send('heartbeat', macAgentMessage(secret, { purpose: 'heartbeat', audience: networkId, nodeId, payload: beat }))
        else await send('heartbeat', await signAgentMessage(account, { purpose: 'heartbeat', audience: networkId, payload: beat }))
      } catch (error) {
        // A router that no longer knows the node or its session asks for a new registration.
        if (error instanceof ApiError && (error.status === 401 || error.status === 404)) await register()
        else throw error
      }
    },
    async leave() {
      await send('leave', await signAgentMessage(account, { purpose: 'leave', audience: networkId, payload: {} }))
    },
  }
}
