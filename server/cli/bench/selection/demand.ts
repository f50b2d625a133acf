import type { Random } from '../../demo/random'
import { type Client, demandAt, drawWork, meanWorkS, type SimNode, type SimWorld } from './world'

export type Job = {
  id: number
  atMs: number
  client: number
  router: number
  work: number
  /** Decides which of its attempts fail, and how far they come: the same whoever picks. */
  luck: readonly number[]
}
export type OwnJob = { atMs: number; node: SimNode; work: number }

export const routers = 3
export const maxAttempts = 3

/** What comes is drawn before anybody picks, so that every policy is given the very same jobs. `load`: of all capacity, nodes' own work included. */
export function drawDemand(world: SimWorld, load: number, jobs: number, random: Random): { jobs: Job[]; own: OwnJob[]; untilMs: number } {
  const ownWork = world.nodes.reduce((sum, node) => sum + node.ownLoad * node.slots * node.speed, 0)
  const perSecond = (load * world.capacity - ownWork) / meanWorkS
  const untilMs = (1000 * jobs) / perSecond
  const times = Array.from({ length: jobs }, () => random.next() * untilMs).sort((a, b) => a - b)
  return {
    jobs: times.map((atMs, id) => ({
      id,
      atMs,
      client: drawClient(world.clients, atMs / 1000, random),
      router: random.int(routers),
      work: drawWork(random),
      luck: Array.from({ length: 2 * maxAttempts }, () => random.next()),
    })),
    own: world.nodes.flatMap((node) => drawOwn(node, untilMs, random)).sort((a, b) => a.atMs - b.atMs),
    untilMs,
  }
}

function drawClient(clients: readonly Client[], atS: number, random: Random): number {
  const all = clients.map((client) => demandAt(client, atS))
  let left = random.next() * all.reduce((sum, one) => sum + one, 0)
  const found = all.findIndex((one) => {
    left -= one
    return left < 0
  })
  return found < 0 ? all.length - 1 : found
}

function drawOwn(node: SimNode, untilMs: number, random: Random): OwnJob[] {
  const perMs = (node.ownLoad * node.slots * node.speed) / meanWorkS / 1000
  const found: OwnJob[] = []
  if (perMs === 0) return found
  for (let atMs = 0; ; ) {
    atMs += -Math.log(1 - random.next()) / perMs
    if (atMs >= untilMs) return found
    found.push({ atMs, node, work: drawWork(random) })
  }
}
