import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contain } from '@/server/core/config/contain'
import type { Config } from '@/server/core/config/schema'
import { decide } from '@/server/core/routing/decide'
import type { RouteRequest } from '@/server/core/routing/types'
import { packedTrace } from '@/server/core/testing/packed-trace'
import { originIn, at as worldAt } from '@/server/core/testing/world'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { putNode } from '../../testing/put-node'
import { ownerOfA, ownerOfB, publishSubclouds } from '../../testing/subclouds'
import { publishConfig } from '../config/publish'
import { latestRevision } from '../config/revision'
import { saveDraft } from '../drafts/save'
import type { SimulationEvent } from './schemas'
import { followSimulation, simulateDraft } from './simulate'

let test: TestControl
const countries = ['DE', 'FR', 'US', 'BR', 'SG']
const requests: RouteRequest[] = []
const ids: string[] = []

/** Decides as a router does and logs what simulation reads of the row. */
async function routeAndLog(request: RouteRequest, n: number): Promise<void> {
  const id = `0197f2c1-0000-7000-8000-${String(n).padStart(12, '0')}`
  const snapshot = test.replica.snapshot()
  const decision = decide(snapshot, request, { now: test.control.now(), seed: id })
  const { origin } = request
  ids.push(id)
  await test.db.pool.query(
    `INSERT INTO decisions (id, at, router_id, revision, outcome, code, model, environment, subcloud, key_id, gate, geo_applied, origin_country, origin_source,
       origin_confidence, preferred_source, served_zone, rung, fallback, boundary_hash, node_id, reasons, took_us, trace, trace_packed)
     VALUES ($1, now(), 'r', 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, '{}', 1, $19, $20)`,
    [
      id,
      decision.outcome,
      decision.refusal?.code ?? null,
      request.model,
      request.environment,
      request.subcloud,
      request.key.id,
      decision.gate,
      decision.geoApplied,
      origin.country,
      origin.source,
      origin.confidence,
      decision.preferredSource,
      decision.servedZone,
      decision.rung,
      decision.fallback,
      decision.boundary.hash,
      decision.nodeId,
      // Both as earlier versions wrote it and as it is written now.
      n % 2 ? JSON.stringify(decision.trace) : null,
      n % 2 ? null : packedTrace(decision),
    ],
  )
}

beforeAll(async () => {
  test = await createTestControl()
  test.clock.now = worldAt
  await publishSubclouds(test)
  for (const { id, email, name } of [ownerOfA, ownerOfB]) await test.db.prisma.user.create({ data: { id, email, name } })
  await test.db.pool.query(`UPDATE gate_zones SET state = 'on'`)
  await test.replica.refresh()
  const { config } = test.replica.snapshot()
  for (const [i, country] of countries.entries()) await putNode(test, i + 1, { country })
  for (const country of [...countries, 'JP', 'EG'])
    for (const subcloud of [null, 'a', 'b'])
      requests.push({
        model: 'llama',
        environment: 'mainnet',
        subcloud,
        key: { id: 'key-1', geo: null },
        origin: originIn(config, country, { containment: contain(config, { country, subdivision: null, point: null }, 'high') }),
        geo: { prefer: [], only: null, deny: [], fallback: null },
        requirements: { minVramGb: null, gpu: null },
        affinityKey: null,
        retry: null,
      })
  for (const [n, request] of requests.entries()) await routeAndLog(request, n)
})
afterAll(() => test.stop())

const published = async () => (await latestRevision(test.db.prisma)).config
const frenchOnly = (config: Config): Config => ({
  ...config,
  subclouds: config.subclouds.map((one) =>
    one.slug === 'a' ? { ...one, policy: { ...one.policy, boundary: { allow: ['country:IT'], deny: [] } } } : one,
  ),
})
const simulate = (config: unknown, last = 1000) =>
  simulateDraft({ ctx: test.as(userOf('admin')), input: { config, last }, signal: undefined })
async function events(stream: AsyncIterable<SimulationEvent>): Promise<SimulationEvent[]> {
  const all: SimulationEvent[] = []
  for await (const event of stream) all.push(event)
  return all
}

describe('simulate', () => {
  it('finds nothing to say of what is published already, and dispatches nothing', async () => {
    const before = await test.db.prisma.decision.count()
    const result = await simulate(await published())
    expect(result).toMatchObject({ jobs: requests.length, same: requests.length, moved: 0, failed: 0, served: 0, leaving: 0, pairs: [] })
    expect(await test.db.prisma.decision.count()).toBe(before)
    for (const one of test.replica.snapshot().fleet.nodes.values()) expect(one.leased).toBe(0)
  })

  it('refuses a draft that could not be published, naming what is wrong', async () => {
    await expect(simulate({ zones: [] })).rejects.toMatchObject({ code: 'invalid_config' })
    await expect(simulateDraft({ ctx: test.as(ownerOfA), input: { config: {}, last: 1 }, signal: undefined })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(simulateDraft({ ctx: test.as(keyOf(['read'])), input: { config: {}, last: 1 }, signal: undefined })).rejects.toMatchObject(
      { code: 'forbidden' },
    )
  })

  it('takes the last jobs only', async () => {
    expect(await simulate(await published(), 5)).toMatchObject({ jobs: 5, last: 5 })
  })

  it('shows owners their own Subclouds’ jobs only, under their own draft', async () => {
    const policy = { boundary: { allow: ['country:IT'], deny: [] } }
    const { revision } = test.replica.snapshot().config
    await saveDraft({ ctx: test.as(ownerOfA), input: { scope: 'subcloud:a', baseRevision: revision, version: null, document: policy } })
    const input = { before: 'published' as const, after: { draft: 'subcloud:a' as const }, last: 1000 }
    const told = await events(followSimulation({ ctx: test.as(ownerOfA), input, signal: undefined }))
    expect(told[0]).toEqual({ type: 'progress', done: 0, total: countries.length + 2 })
    const done = told.at(-1)!
    expect(done).toMatchObject({ type: 'done', result: { jobs: countries.length + 2, failed: countries.length + 2 } })
    if (done.type === 'done') expect(done.result.bySubcloud.map(({ subcloud }) => subcloud)).toEqual(['a'])
    const foreign = { ...input, after: { draft: 'subcloud:b' as const } }
    await expect(events(followSimulation({ ctx: test.as(ownerOfA), input: foreign, signal: undefined }))).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(
      events(followSimulation({ ctx: test.as(ownerOfA), input: { ...input, subcloud: 'b' }, signal: undefined })),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      events(followSimulation({ ctx: test.as(ownerOfA), input: { ...input, after: { revision: 1 } }, signal: undefined })),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('stops when its caller leaves', async () => {
    const leaving = new AbortController()
    leaving.abort()
    const input = { before: 'published' as const, after: 'published' as const, last: 1000 }
    const told = await events(followSimulation({ ctx: test.as(userOf('admin')), input, signal: leaving.signal }))
    expect(told.some(({ type }) => type === 'done')).toBe(false)
  })

  it('says what live routing then does: the draft is published and the same jobs are routed', async () => {
    const draft = frenchOnly(await published())
    const result = await simulate(draft)
    expect(result).toMatchObject({ jobs: requests.length, failed: countries.length + 2 })
    const { revision } = await latestRevision(test.db.prisma)
    await publishConfig({ ctx: test.as(userOf('admin')), input: { config: draft, baseRevision: revision, comment: 'as simulated' } })
    const snapshot = test.replica.snapshot()
    const routed = requests.map((request, i) => decide(snapshot, request, { now: worldAt, seed: ids[i]! }))
    const refused = routed.filter(({ outcome }, i) => outcome === 'refused' && requests[i]!.subcloud === 'a')
    expect(refused).toHaveLength(result.failed)
    for (const { decisionId, after } of result.examples) {
      const live = routed[ids.indexOf(decisionId)]!
      expect(after).toEqual({
        outcome: live.outcome,
        code: live.refusal?.code ?? null,
        preferredZone: live.preferredZone,
        servedZone: live.servedZone,
        rung: live.rung,
      })
    }
  })
})
