// A full decision on a fleet of one size, with what its trace is written from, and with the trace; where hardly anybody has a slot
// free; a refusal; the naive reference; and what it costs to build the index anew or to take a node in.

import { decide } from '@/server/core/routing/decide'
import type { FleetIndex } from '@/server/core/routing/fleet/fleet-index'
import { indexFleet } from '@/server/core/routing/fleet/index-fleet'
import { seededRandom } from '../../demo/random'
import { collected, measureCpu } from '../cpu-time'
import { filterAndSort } from '../naive'
import type { Options, Prepared } from '../subjects'
import { createWorld, everyZoneHot } from '../world'
import { at, nodeLive, nodeRecord } from '../world-nodes'
import { requestOf } from '../world-requests'

export function prepareDecide({ nodes }: Options): Prepared {
  const count = Number(nodes)
  const world = createWorld(count)
  const { config, fleet, requests, seeds } = world
  const snapshot = world.snapshot()
  const all = [...snapshot.fleet.nodes.values()]
  const decideOne = (i: number) => decide(snapshot, requests[i % requests.length]!, { now: at, seed: seeds[i % seeds.length]! })
  // More memory than any GPU has: nobody can take it, and a slot that changes hands before each makes what was told last void.
  const vain = requests.map((request) => requestOf({ ...request, requirements: { minVramGb: 1_000, gpu: null } }))
  const refuseOne = (i: number) => {
    const { id, slots } = all[(i >> 1) % all.length]!
    fleet.adjustLeased(id, i % 2 === 0 ? slots : -slots)
    return decide(snapshot, vain[i % vain.length]!, { now: at, seed: seeds[i % seeds.length]! })
  }
  const naiveOne = (i: number) => filterAndSort(all, config, requests[i % requests.length]!, at)
  const facts = count > 100_000 ? {} : compare(Math.min(1_000, 1_000_000 / count), decideOne, naiveOne)

  const newcomers = seededRandom(99)
  let i = 0
  let last: unknown = null
  const next = (ms: number, op: (i: number) => unknown) => {
    const measured = measureCpu(ms, i, (n) => {
      last = op(n)
    })
    i += measured.ops
    return measured
  }
  let spare: FleetIndex | null = null
  // What another subject left to collect is not this one's.
  const alone = async (ms: number, op: (i: number) => unknown) => {
    await collected()
    return next(ms, op)
  }
  // Nodes that joined have made plans void, and a collection throws compiled code away: steady work is what is measured.
  const warmed = async (ms: number, op: (i: number) => unknown) => {
    await collected()
    for (let n = 0; n < requests.length; n++) last = op(n)
    next(ms, op)
    return next(ms, op)
  }
  const talks = requests.map((request, n) => requestOf({ ...request, affinityKey: `conversation ${n}` }))
  const talkOne = (i: number) => decide(snapshot, talks[i % talks.length]!, { now: at, seed: seeds[i % seeds.length]! })
  const hot = world.snapshot(everyZoneHot(config))
  const hotOne = (i: number) => decide(hot, requests[i % requests.length]!, { now: at, seed: seeds[i % seeds.length]! })
  const full = all.filter((_, i) => i % 20 !== 0)
  const busy = async (ms: number) => {
    for (const { id, slots } of full) fleet.adjustLeased(id, slots)
    const measured = await warmed(ms, decideOne)
    for (const { id, slots } of full) fleet.adjustLeased(id, -slots)
    return measured
  }
  return {
    facts: { ...facts, nodes: all.length },
    subjects: {
      decide: (ms) => warmed(ms, decideOne),
      conversation: (ms) => warmed(ms, talkOne),
      hot: (ms) => warmed(ms, hotOne),
      busy,
      refuse: (ms) => warmed(ms, refuseOne),
      trace: (ms) => warmed(ms, (n) => decideOne(n).trace),
      naive: (ms) => alone(ms, naiveOne),
      // The pools of the whole fleet, from its packed words.
      rebuild: (ms) => {
        spare ??= indexFleet(config, snapshot.fleet.nodes)
        const index = spare
        return alone(ms, () => index.rebuild())
      },
      join: (ms) =>
        alone(ms, () => {
          const record = nodeRecord(newcomers)
          fleet.accept(record, nodeLive(record, newcomers), true)
          fleet.remove(record.id)
        }),
      kept: () => ({ nsPerOp: last === null ? 0 : 1, ops: 0 }),
    },
  }
}

/** Both must find a node for the same jobs, or they do not do the same work. */
function compare(jobs: number, decideOne: (i: number) => ReturnType<typeof decide>, naiveOne: (i: number) => unknown) {
  let routed = 0
  let agreed = 0
  for (let i = 0; i < jobs; i++) {
    const isRouted = decideOne(i).outcome === 'routed'
    if (isRouted) routed++
    if (isRouted === (naiveOne(i) !== null)) agreed++
  }
  return { routedPct: Math.round((100 * routed) / jobs), agreedPct: Math.round((100 * agreed) / jobs) }
}
