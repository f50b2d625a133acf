import type { Logger } from 'pino'
import type { GeoIp } from '@/server/core/origin/geoip'
import { loadCountryShapes } from '@/server/platform/country-shapes/load'
import { drawAddresses } from './addresses'
import { type Agent, createAgent } from './agent'
import { agentCities, loadCities } from './cities'
import { type Api, createApi } from './client'
import { seededRandom } from './random'
import { publishDemoConfig } from './settings'
import { runTraffic } from './traffic'
import { runVantagePoints } from './vantage-points'

export type World = { stop(): void }

type Options = { webUrl: string; routerUrl: string; networkId: string; adminKey: string; ownerEmail: string; geoip: GeoIp; log: Logger }

/** Some 400 agents, ten vantage points and the world's clients, all through the public API and all labelled simulated. */
export async function runWorld({ webUrl, routerUrl, networkId, adminKey, ownerEmail, geoip, log }: Options): Promise<World> {
  const control = createApi(webUrl)
  const data = createApi(routerUrl)
  const random = seededRandom(20_250_601)
  const warn = throttledWarning(log)

  await publishDemoConfig(control, adminKey, ownerEmail)
  const key = await freshKey(control, adminKey)

  const cities = loadCities(await loadCountryShapes())
  const addresses = drawAddresses(geoip, random, 400_000)
  const homes = agentCities(cities, (country) => addresses.has(country), random)
  const agents = homes.map((city, index) => createAgent(index, city, random.pick(addresses.get(city.country)!), networkId, data, random))
  const clients = Array.from({ length: 4000 }, () => random.weighted(cities, (city) => Math.sqrt(city.population))).flatMap((city) => {
    const known = addresses.get(city.country)
    return known ? [random.pick(known)] : []
  })

  const stopVantagePoints = runVantagePoints(data, key.secret, addresses, warn)
  const traffic = runTraffic(data, key.secret, clients, random, warn)
  const stopAgents = runAgents(agents, log, warn)
  const report = setInterval(() => log.info({ ...traffic.count, agents: agents.length }, 'simulated world'), 30_000)

  return {
    stop() {
      clearInterval(report)
      stopAgents()
      stopVantagePoints()
      traffic.stop()
    },
  }
}

/** The world's own key; one that an earlier run left behind is revoked, since nobody knows its secret any more. */
async function freshKey(control: Api, adminKey: string): Promise<{ secret: string }> {
  const name = 'Simulated world'
  const { items } = await control.call<{ items: { id: string; name: string; status: string }[] }>('GET', '/keys', { key: adminKey })
  for (const old of items.filter((key) => key.name === name && key.status === 'active'))
    await control.call('DELETE', `/keys/${old.id}`, { key: adminKey })
  return control.call('POST', '/keys', { key: adminKey, body: { name, scopes: ['gateway', 'endpoint'], simulated: true } })
}

/** Registers the agents a few at a time, saying how far it is, then keeps each one's heartbeat. */
function runAgents(agents: readonly Agent[], log: Logger, warn: (error: unknown) => void): () => void {
  const timers = new Set<NodeJS.Timeout>()
  let stopped = false
  let registered = 0
  const beatLater = (agent: Agent) => {
    if (stopped) return
    const timer = setTimeout(async () => {
      timers.delete(timer)
      await agent.heartbeat().catch(warn)
      beatLater(agent)
    }, agent.intervalMs)
    timers.add(timer)
  }
  const queue = [...agents]
  const worker = async () => {
    for (let agent = queue.shift(); agent && !stopped; agent = queue.shift()) {
      await agent.register().catch(warn)
      if (++registered % 100 === 0 || registered === agents.length)
        log.info(`simulated agents registered: ${registered} of ${agents.length}`)
      beatLater(agent)
    }
  }
  for (let i = 0; i < 8; i++) void worker()
  return () => {
    stopped = true
    for (const timer of timers) clearTimeout(timer)
  }
}

/** One line every five seconds is enough to say that the product is away; the world goes on trying. */
function throttledWarning(log: Logger): (error: unknown) => void {
  let last = 0
  return (error) => {
    if (Date.now() - last < 5000) return
    last = Date.now()
    log.warn(error instanceof Error ? error.message : String(error))
  }
}
