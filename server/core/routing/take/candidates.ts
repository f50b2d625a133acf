// What is worth trying, cheapest first: a slot, a node put right, a softer policy, other hardware, a wider boundary, new nodes.

import { decide } from '../decide'
import type { FleetNode } from '../types'
import { whyNot } from '../why-not'
import { type Attempt, type Change, withConfig, withNodes, withPolicy } from './change'
import { newNodes } from './new-nodes'

const nodesTried = 200

export function* candidateChanges(at: Attempt, jobs: number): Generator<Change> {
  const { request, context } = at
  if (context.stale)
    yield change('stale', 'A router whose fleet is fresh.', (one) => ({ ...one, context: { ...one.context, stale: false } }))
  if (request.retry !== null && request.retry.tried.length > 0)
    yield change('tried', 'A new job, which may use the nodes tried already.', (one) => ({
      ...one,
      request: { ...one.request, retry: null },
    }))
  yield* repairs(at)
  for (const value of ['adjacent', 'global'] as const)
    yield change('fallback', `fallback ${value}.`, (one) =>
      withPolicy({ ...one, request: { ...one.request, geo: { ...one.request.geo, fallback: value } } }, (policy) => ({
        ...policy,
        fallback: value,
      })),
    )
  if (request.subcloud !== null && at.snapshot.spill?.spent.has(request.subcloud))
    yield change('budget', `A higher spillBudgetPct in the policy of ${request.subcloud}.`, ({ snapshot, ...one }) => ({
      ...one,
      snapshot: { ...snapshot, spill: { pools: snapshot.spill?.pools ?? new Map(), spent: new Set() } },
    }))
  if (request.subcloud !== null)
    for (const value of ['consistent', 'unverified'] as const)
      yield change('trust', `minTrust ${value} in the policy of ${request.subcloud}.`, (one) =>
        withPolicy(one, (policy) => ({ ...policy, minTrust: value })),
      )
  yield* origins(at)
  yield* hardware(at)
  yield* boundaries(at)
  yield* newNodes(at, jobs)
}

const change = (kind: Change['kind'], sentence: string, apply: Change['apply'], cost = 1): Change => ({ kind, sentence, cost, apply })

/** Registered nodes with what they lack put right, those that lack least first. */
function* repairs(at: Attempt): Generator<Change> {
  const { snapshot, request, context } = at
  const found: { node: FleetNode; lacks: string[] }[] = []
  for (const node of [...snapshot.fleet.nodes.values()].slice(0, nodesTried)) {
    const alone = { ...snapshot, fleet: { nodes: new Map([[node.id, node]]) } }
    const lacks = whyNot(alone, request, node.id, context).filters.flatMap(({ name, passes }) => (passes ? [] : [name]))
    if (lacks.length > 0 && lacks.every((name) => name in mends)) found.push({ node, lacks })
  }
  found.sort((a, b) => a.lacks.length - b.lacks.length || (a.node.id < b.node.id ? -1 : 1))
  for (const { node, lacks } of found.slice(0, 8)) {
    const sentence = `${lacks.map((name) => mends[name]!.say).join(', ')} ${node.id}.`
    yield change(lacks[0] as Change['kind'], sentence, (one) => mend(one, node, lacks), lacks.length)
  }
}

function mend(at: Attempt, node: FleetNode, lacks: readonly string[]): Attempt {
  const { request, context } = at
  const fixed = { ...node }
  for (const name of lacks) Object.assign(fixed, mends[name]!.fix(fixed, context.now, request.model))
  const world = withNodes(at, [fixed])
  if (!lacks.includes('ban') && !lacks.includes('subcloud')) return world
  return withPolicy(world, (policy) => {
    const { bans, assigned } = policy.participation
    const participation = {
      ...policy.participation,
      bans: bans.filter((id) => id !== node.id),
      assigned: lacks.includes('subcloud') ? [...assigned, node.id] : assigned,
    }
    return { ...policy, participation }
  })
}

const mends: Record<string, { say: string; fix(node: FleetNode, now: number, model: string): Partial<FleetNode> }> = {
  capacity: { say: 'one slot on', fix: ({ slots }) => (slots === 0 ? { slots: 1 } : { inFlight: slots - 1, leased: 0 }) },
  liveness: { say: 'a heartbeat from', fix: (_, now) => ({ lastSeenAt: now, liveUntil: now + 45_000 }) },
  drained: { say: 'back in service:', fix: () => ({ drained: false, status: 'serving', quarantinedUntil: null, ejectedUntil: null }) },
  model: { say: 'the model on', fix: ({ models }, _, model) => ({ models: [...models, model] }) },
  subcloud: { say: 'membership for', fix: () => ({}) },
  ban: { say: 'no ban on', fix: () => ({}) },
}

function* origins({ request, snapshot, context }: Attempt): Generator<Change> {
  if (decide(snapshot, request, context).refusal?.code !== 'geo_origin_denied') return
  yield change('origin', `An origin that ${request.subcloud} accepts: no originAllow and originDeny in its policy.`, (one) =>
    withPolicy(one, (policy) => ({ ...policy, originAllow: [], originDeny: [] })),
  )
}

function* hardware({ request, snapshot }: Attempt): Generator<Change> {
  const { minVramGb, gpu } = request.requirements
  const ask = (requirements: Partial<Attempt['request']['requirements']>) => (one: Attempt) => ({
    ...one,
    request: { ...one.request, requirements: { ...one.request.requirements, ...requirements } },
  })
  const most = [...snapshot.fleet.nodes.values()].reduce(
    (max, { vramGb, models }) => (models.includes(request.model) ? Math.max(max, vramGb) : max),
    0,
  )
  if (minVramGb !== null && most > 0 && most < minVramGb)
    yield change('hardware', `minVramGb ${most}: no node with the model has more.`, ask({ minVramGb: most }))
  if (gpu !== null) yield change('hardware', `Any GPU instead of ${gpu}.`, ask({ gpu: null }))
}

/** Each clause alone given up, by the layer that states it. */
function* boundaries({ request, snapshot }: Attempt): Generator<Change> {
  const { geo, key } = request
  const inRequest = (geo: Partial<typeof request.geo>) => (one: Attempt) => ({
    ...one,
    request: { ...one.request, geo: { ...one.request.geo, ...geo } },
  })
  const inKey = (geo: typeof key.geo) => (one: Attempt) => ({ ...one, request: { ...one.request, key: { ...one.request.key, geo } } })
  if (geo.only !== null) yield change('boundary', `No \`only ${geo.only.join(', ')}\` in the request.`, inRequest({ only: null }))
  for (const token of geo.deny)
    yield change('boundary', `No \`deny ${token}\` in the request.`, inRequest({ deny: geo.deny.filter((one) => one !== token) }))
  if (key.geo?.only || key.geo?.deny?.length)
    yield change('boundary', 'A key without a boundary of its own.', inKey({ prefer: key.geo.prefer ?? [] }))
  const own = request.subcloud === null ? undefined : snapshot.config.subclouds.get(request.subcloud)?.policy.boundary
  const policy = (boundary: typeof own) => (one: Attempt) => withPolicy(one, (p) => ({ ...p, boundary }))
  if (own?.allow.length)
    yield change('boundary', `No \`allow ${own.allow.join(', ')}\` in the policy of ${request.subcloud}.`, policy({ ...own, allow: [] }))
  for (const token of own?.deny ?? [])
    yield change(
      'boundary',
      `No \`deny ${token}\` in the policy of ${request.subcloud}.`,
      policy({ ...own!, deny: own!.deny.filter((one) => one !== token) }),
    )
  if (snapshot.config.source.platform.boundary)
    yield change('boundary', 'No boundary of the platform’s.', (one) =>
      withConfig(one, (config) => ({
        ...config,
        source: { ...config.source, platform: { ...config.source.platform, boundary: undefined } },
      })),
    )
}
