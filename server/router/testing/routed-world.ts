import { createWorld, nodePayload, type World } from './world'

export const model = 'llama-3.1-8b-instruct'

export type RoutedWorld = {
  world: World
  /** A gateway's key, with which jobs are routed unless another is given. */
  gateway: string
  /** Of the nodes, by name. */
  ids: Readonly<Record<'de1' | 'de2' | 'us1', string>>
  route(body: object, key?: string): ReturnType<World['call']>
  complete(lease: string, body: object, key?: string): ReturnType<World['call']>
  rowOf(decision: string): Promise<Record<string, unknown> | undefined>
}

/** A world with two nodes in Germany, one in the United States and two Subclouds, the gate on. */
export async function createRoutedWorld(): Promise<RoutedWorld> {
  const world = await createWorld()
  await world.publish((config) => {
    config.subclouds = [
      { slug: 'acme-eu', name: 'Acme', owner: 'a@acme.test', models: [], policy: { boundary: { allow: ['jurisdiction:EU27'], deny: [] } } },
      { slug: 'other', name: 'Other', owner: 'b@b.test', models: [], policy: {} },
    ] as never
  })
  const gateway = await world.key({ scopes: ['gateway'] })
  await world.gate('on')
  const ids = {
    de1: await register(world, 'de1', '91.10.0.1', 'DE'),
    de2: await register(world, 'de2', '91.11.0.1', 'DE'),
    us1: await register(world, 'us1', '8.8.1.1', 'US'),
  }
  return {
    world,
    gateway,
    ids,
    route: (body, key = gateway) => world.call('POST', '/api/v1/route', { key, body: { model, ...body } }),
    complete: (lease, body, key = gateway) => world.call('POST', `/api/v1/leases/${lease}/complete`, { key, body }),
    rowOf: async (decision) => (await world.database.pool.query('SELECT * FROM decisions WHERE id = $1', [decision])).rows[0],
  }
}

async function register(world: World, seed: string, address: string, country: string): Promise<string> {
  const agent = world.agent(seed)
  const { status, body } = await agent.send('register', { ...nodePayload, operator: seed, regionTag: `country:${country}` }, { address })
  if (status !== 200 || body.trust !== 'consistent' || body.country !== country) throw new Error(JSON.stringify(body))
  return agent.id
}
