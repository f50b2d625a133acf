import { model } from './routed-world'
import { createWorld, type World } from './world'

export type GatewayWorld = {
  world: World
  /** A key with which any of the world's routers may be asked. */
  gateway: string
  /** A dry run at the router there, unless the body says otherwise. */
  route(url: string, body?: object): ReturnType<World['call']>
}

/** A world without nodes, the gate on, to ask several routers of. */
export async function createGatewayWorld(): Promise<GatewayWorld> {
  const world = await createWorld()
  const gateway = await world.key({ scopes: ['gateway', 'admin'] })
  await world.gate('on')
  return {
    world,
    gateway,
    route: (url, body = {}) => world.call('POST', '/api/v1/route', { key: gateway, url, body: { model, dryRun: true, ...body } }),
  }
}
