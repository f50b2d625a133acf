import { privateKeyToAccount } from 'viem/accounts'
import { signAgentMessage } from '@/server/platform/signatures/message'
import { product } from './product'

/** Documentation ranges, placed by overrides: what the tests see does not depend on an IP database's month. */
const overrides = [
  { cidr: '198.51.100.0/24', place: { country: 'DE', lng: 8.68, lat: 50.11 } },
  { cidr: '203.0.113.0/24', place: { country: 'US', lng: -77.49, lat: 39.04 } },
]
export const clients = { germany: '198.51.100.77', unitedStates: '203.0.113.77' }
export const model = 'llama-3.1-8b-instruct'

const nodes = [
  { index: 1, address: '198.51.100.1', tag: 'country:DE' },
  { index: 2, address: '198.51.100.2', tag: 'country:DE' },
  { index: 3, address: '203.0.113.3', tag: 'country:US' },
] as const

export type Routed = {
  status: number
  body: Record<string, unknown> & { decisionId?: string; node?: { id: string }; servedZone?: string | null }
}
export type World = {
  nodeIds: readonly string[]
  call(method: string, path: string, body?: unknown, key?: string): Promise<Routed>
  route(body: Record<string, unknown>): Promise<Routed>
  stop(): void
}

/** Three nodes and one Subcloud in the tests' own installation, made through the public API. */
export async function createWorld(): Promise<World> {
  const call = async (method: string, path: string, body?: unknown, key: string = product.apiKey, address?: string): Promise<Routed> => {
    const response = await fetch(`${product.webUrl}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...(address ? { 'x-forwarded-for': address } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Routed['body'] }
  }
  const must = async (answer: Promise<Routed>) => {
    const { status, body } = await answer
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body
  }

  const { revision, ...config } = await must(call('GET', '/config'))
  const acme = {
    slug: 'acme-eu',
    name: 'Acme EU',
    owner: product.adminEmail,
    policy: { boundary: { allow: ['jurisdiction:EU27'] }, fallback: 'none' },
  }
  await must(
    call('POST', '/config/publish', {
      config: { ...config, models: [model], overrides, subclouds: [acme] },
      baseRevision: revision,
      comment: 'Models, addresses and a Subcloud to test with',
    }),
  )

  const agents = nodes.map((node) => ({ ...node, account: privateKeyToAccount(`0x${String(node.index).padStart(64, '0')}`) }))
  const send = async (purpose: 'register' | 'heartbeat') => {
    for (const { account, address, tag, index } of agents) {
      const payload =
        purpose === 'heartbeat'
          ? { inFlight: 0 }
          : {
              operator: `operator-${index}`,
              environment: ['mainnet'],
              models: [model],
              gpu: 'RTX 4090',
              vramGb: 24,
              slots: 200,
              version: '1.4.2',
              endpoint: `https://node-${index}.example.com`,
              regionTag: tag,
            }
      await must(
        call(
          'POST',
          `/nodes/${purpose}`,
          await signAgentMessage(account, { purpose, audience: product.networkId, payload }),
          undefined,
          address,
        ),
      )
    }
  }
  await send('register')
  const timer = setInterval(() => void send('heartbeat').catch(() => {}), 15_000)

  return {
    nodeIds: agents.map(({ account }) => account.address.toLowerCase()),
    call,
    // As the Cloud API does, so that no test finds the nodes busy with another's jobs.
    async route(body) {
      const routed = await call('POST', '/route', { model, ...body })
      const { lease } = routed.body as { lease?: { id: string } | null }
      if (lease) await must(call('POST', `/leases/${lease.id}/complete`, { outcome: 'completed' }))
      return routed
    },
    stop: () => clearInterval(timer),
  }
}
