// One run: the jobs of a demand, picked for by one policy. Discrete events, no clock.

import type { Random } from '../../demo/random'
import { quantile } from '../statistics'
import { type drawDemand, type Job, maxAttempts } from './demand'
import { EventQueue } from './event-queue'
import { NodeState } from './node-state'
import type { Choice, Policy } from './policies'
import { type Reading, View } from './view'
import { roundTripMs, type SimNode, type SimWorld } from './world'

const heartbeatMs = 15_000
const shareMs = 1_000
/** Of the run, to fill the nodes first. */
const warmUp = 0.15

export type Outcome = {
  meanMs: number
  p99Ms: number
  /** From asking to the answer, the work itself included. */
  answerMs: number
  keptPct: number
  /** The busiest 1 % of nodes against the mean. */
  spread: number
  refusedPct: number
}

export function simulate(
  world: SimWorld,
  demand: ReturnType<typeof drawDemand>,
  policy: Policy,
  random: Random,
  reading: Reading = 'beside',
): Outcome {
  const events = new EventQueue<(at: number) => void>()
  const states = world.nodes.map((node) => new NodeState(node))
  const view = new View(world.nodes.length, reading)
  const rungs = new Map([...new Set(world.nodes.map(({ zone }) => zone))].map((zone) => [zone, rungsOf(world, zone)]))
  const since = warmUp * demand.untilMs
  const waits: number[] = []
  let answered = 0
  let kept = 0
  let refused = 0

  for (const { atMs, node, work } of demand.own) events.add(atMs, (at) => run(node, { work, fails: false, done: () => {} }, at))
  for (const job of demand.jobs) events.add(job.atMs, (at) => decide(job, at, []))
  for (const node of world.nodes) every(heartbeatMs, random.next() * heartbeatMs, () => view.report(node, states[node.index]!.rif))
  every(shareMs, 0, () => view.share())
  for (let next = events.next(); next; next = events.next()) next.event(next.at)
  const measuredJobs = demand.jobs.filter(({ atMs }) => atMs >= since).length
  const used = states.map(({ busyMs, node }) => busyMs / node.slots / demand.untilMs)
  return {
    meanMs: mean(waits),
    p99Ms: quantile(waits, 0.99),
    answerMs: answered / Math.max(1, waits.length),
    keptPct: (100 * kept) / Math.max(1, waits.length),
    spread: quantile(used, 0.99) / mean(used),
    refusedPct: (100 * refused) / measuredJobs,
  }

  function decide(job: Job, at: number, tried: readonly SimNode[]): void {
    const km = world.km[job.client]!
    for (const { rung, members } of rungs.get(world.clients[job.client]!.zone) ?? [{ rung: 'global', members: world.nodes }]) {
      const eligible = members.filter((node) => view.load(job.router, node) < 1 && !tried.includes(node))
      const choice: Choice = {
        router: job.router,
        seed: `${job.id}.${tried.length}`,
        eligible,
        members,
        rung,
        at,
        random,
        load: (node) => view.load(job.router, node),
        km: (node) => km[node.index]!,
        failureRate: (node) => view.failureRate(node),
        isTried: (node) => tried.includes(node),
      }
      for (const node of policy.probes?.(choice) ?? []) probe(choice, node)
      if (eligible.length === 0) continue
      send(job, policy.pick(choice), at, tried)
      return
    }
    if (job.atMs >= since) refused++
  }

  function send(job: Job, node: SimNode, at: number, tried: readonly SimNode[]): void {
    const halfTrip = roundTripMs(world.km[job.client]![node.index]!) / 2
    const [fate, part] = [job.luck[2 * tried.length]!, job.luck[2 * tried.length + 1]!]
    const fails = fate < node.failureRate
    view.lease(job.router, node, 1)
    events.add(at + halfTrip, (reachedAt) =>
      run(node, { work: fails ? job.work * part : job.work, fails, done: (startedAt, endedAt) => answer(startedAt, endedAt) }, reachedAt),
    )

    function answer(startedAt: number, endedAt: number): void {
      events.add(endedAt + halfTrip, (answeredAt) => {
        view.lease(job.router, node, -1)
        view.rate(node, fails)
        if (!fails) count(job, node, startedAt, endedAt, answeredAt)
        else if (tried.length + 1 < maxAttempts) decide(job, answeredAt, [...tried, node])
        else if (job.atMs >= since) refused++
      })
    }
  }

  function run(node: SimNode, job: Parameters<NodeState['arrive']>[0], at: number): void {
    const state = states[node.index]!
    const end = (endsAt: number): void => events.add(endsAt, (endedAt) => state.leave(endedAt, end))
    state.arrive(job, at, end)
  }

  function count(job: Job, node: SimNode, startedAt: number, endedAt: number, answeredAt: number): void {
    if (job.atMs < since) return
    waits.push(answeredAt - job.atMs - (endedAt - startedAt))
    answered += answeredAt - job.atMs
    if (node.zone === world.clients[job.client]!.zone) kept++
  }

  function probe({ router, rung, km, at: sentAt }: Choice, node: SimNode): void {
    const halfTrip = roundTripMs(km(node)) / 2
    events.add(sentAt + halfTrip, (at) => {
      const seen = states[node.index]!.probe()
      events.add(at + halfTrip, (back) => policy.onProbe?.(router, rung, node, seen, back))
    })
  }

  function every(periodMs: number, firstAt: number, act: () => void): void {
    events.add(firstAt, (at) => {
      act()
      if (at + periodMs < demand.untilMs) every(periodMs, at + periodMs, act)
    })
  }
}

type SimRung = { rung: string; members: readonly SimNode[] }

function rungsOf({ nodes }: SimWorld, zone: string): SimRung[] {
  return [
    { rung: zone, members: nodes.filter((node) => node.zone === zone) },
    { rung: `beyond ${zone}`, members: nodes.filter((node) => node.zone !== zone) },
  ]
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
