import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decide } from '@/server/core/routing/decide'
import type { Trace } from '@/server/core/routing/types'
import { requestOf } from '@/server/core/what-if/ask'
import { outlineOf } from '@/server/core/what-if/difference'
import { unpackNodes } from '@/server/core/what-if/pack'
import { judgeScene, supposeWorld } from '@/server/core/what-if/world'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { logDecision } from '../../testing/decisions'
import { registerNode } from '../../testing/nodes'
import { ownerOfA, ownerOfB, publishSubclouds } from '../../testing/subclouds'
import { askAgain } from '../decisions/ask-again'
import { replayDecision } from '../decisions/replay'
import { saveDraft } from '../drafts/save'
import { readFleet } from './read-fleet'
import { readPlace } from './read-place'
import { fleetInput, simulateInput } from './schemas'
import { simulate } from './simulate'

type Actor = Parameters<TestControl['as']>[0]
const [german, french, american] = ['a', 'b', 'c'].map((one) => `0x${one.repeat(40)}`) as [string, string, string]
let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  // Nobody has been assigned to b, so its owner sees no node.
  await publishSubclouds(test, (config) => ({
    ...config,
    subclouds: config.subclouds.map((one) =>
      one.slug === 'b' ? { ...one, policy: { ...one.policy, participation: { ...one.policy.participation, join: 'closed' } } } : one,
    ),
  }))
  await registerNode(test, german, 'DE')
  await registerNode(test, french, 'FR')
  await registerNode(test, american, 'US')
  await test.db.pool.query(`UPDATE gate_zones SET state = 'on', canary_pct = 100`)
  await test.replica.refresh()
})
afterAll(() => test.stop())

const germany = { kind: 'place', place: { country: 'DE', subdivision: null, point: [13.4, 52.5] }, confidence: 'high' } as const
const asking = (more: Record<string, unknown> = {}, suppose: string[] = ['gate:*:on']) =>
  simulateInput.parse({
    ask: {
      where: germany,
      model: 'llama',
      environment: 'mainnet',
      subcloud: null,
      geo: { prefer: [], only: null, deny: [], fallback: null },
      requirements: { minVramGb: null, gpu: null },
      affinityKey: null,
      ...more,
    },
    suppose,
    seed: 's',
  })
const ask = (actor: Actor, input = asking()) => simulate({ ctx: test.as(actor), input })
const answered = async (actor: Actor, input = asking()) => {
  const result = await ask(actor, input)
  if (!result.ok) throw new Error(result.problems.join(' '))
  return result.answer
}
const decisions = async () => (await test.db.pool.query('SELECT count(*)::int AS n FROM decisions')).rows[0].n as number

describe('the fleet for a browser', () => {
  it('is for admins, and decides there as it does here', async () => {
    for (const actor of [ownerOfA, userOf('viewer'), keyOf(['read'])])
      await expect(readFleet({ ctx: test.as(actor), input: {} })).rejects.toMatchObject({ code: 'forbidden' })
    const page = await readFleet({ ctx: test.as(userOf('admin')), input: fleetInput.parse(undefined) })
    expect(page).toMatchObject({ total: 3, nextCursor: null })
    expect(page.packed).not.toMatch(/198\.51/)
    const snapshot = test.replica.snapshot()
    const scene = { at: page.at, nodes: unpackNodes(page.packed), gate: page.gate }
    const there = supposeWorld(judgeScene(scene, snapshot.config), scene, [], snapshot.config)
    const read = requestOf(asking().ask, snapshot.config)
    const by = { now: page.at, seed: 's' }
    if (!read.ok) throw new Error('asked wrongly')
    const [mine, theirs] = [there, snapshot].map((world) => decide(world, read.request, by))
    expect(mine!.trace).toEqual(theirs!.trace)
    expect(outlineOf(mine!)).toEqual(outlineOf(theirs!))
    const rest = await readFleet({ ctx: test.as(userOf('admin')), input: { cursor: german } })
    expect(unpackNodes(rest.packed).map(({ id }) => id)).toEqual([french, american])
  })

  it('comes in pages that hold every node once, in whatever order the nodes were met', async () => {
    const snapshot = test.replica.snapshot()
    const ids = Array.from({ length: 4500 }, (_, i) => `0x${((i * 7919) % 4500).toString(16).padStart(40, '0')}`)
    const fleet = { nodes: new Map(ids.map((id) => [id, { ...snapshot.fleet.nodes.get(german)!, id }])) }
    const replica = Object.assign(Object.create(test.replica), {
      snapshot: () => ({ ...snapshot, fleet }),
      evidence: () => test.replica.evidence(german),
    })
    const ctx = { ...test.as(userOf('admin')), control: { ...test.control, replica } }
    const found: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await readFleet({ ctx, input: { cursor } })
      found.push(...unpackNodes(page.packed).map(({ id }) => id))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(found).toEqual([...ids].sort())
  })
})

describe('a question', () => {
  it('is answered without a trace of it in the log, and suppositions move it', async () => {
    const before = await decisions()
    const first = await answered(userOf('admin'))
    expect(first.decision).toMatchObject({ outcome: 'routed', servedZone: 'EU', rung: 'preferred', gate: 'on' })
    const other = first.decision.nodeId === german ? french : german
    const drained = await answered(userOf('admin'), asking({}, ['gate:*:on', `drain:${first.decision.nodeId}`]))
    expect(drained.decision.nodeId).toBe(other)
    const down = await answered(userOf('admin'), asking({}, ['gate:*:on', 'down:EU']))
    expect(down.decision).toMatchObject({ servedZone: 'NA', fallback: true })
    expect(await decisions()).toBe(before)
  })

  it('names to each role what its log would', async () => {
    const viewer = await answered(userOf('viewer'))
    expect(viewer.decision).toMatchObject({ outcome: 'routed', servedZone: 'EU', nodeId: null, distanceKm: null })
    expect(JSON.stringify(viewer)).not.toMatch(/0x[abc]{40}|13\.25/)
    expect(viewer.trace.rungs[0]).toMatchObject({ candidates: '<3', eligible: '<3', hidden: '<3', sampled: [] })
    const owner = await answered(ownerOfA, asking({ subcloud: 'a' }))
    expect(owner.decision.nodeId).toMatch(/0x[ab]{40}/)
    expect(owner.trace.boundary.tokens).toEqual(['jurisdiction:EU27'])
  })

  it('about a draft of a policy is answered by it, for whom may see it', async () => {
    await test.db.prisma.user.create({ data: { id: ownerOfA.id, email: ownerOfA.email, name: 'a', emailVerified: true, role: 'owner' } })
    const draftOf = async (scope: 'subcloud:a', document: Record<string, unknown>) => {
      const input = { scope, baseRevision: test.replica.snapshot().config.revision, version: null, document }
      const { id } = await saveDraft({ ctx: test.as(ownerOfA), input })
      return { ...asking({ subcloud: 'a' }), config: { draftId: id } }
    }
    const draft = await draftOf('subcloud:a', { boundary: { allow: ['zone:NA'] } })
    expect((await answered(ownerOfA, draft)).decision).toMatchObject({ servedZone: 'NA' })
    expect((await answered(ownerOfA, asking({ subcloud: 'a' }))).decision).toMatchObject({ servedZone: 'EU' })
    await expect(ask(ownerOfB, { ...asking(), config: draft.config })).rejects.toMatchObject({ code: 'not_found' })
    await test.db.prisma.configDraft.deleteMany()
    await expect(ask(ownerOfA, await draftOf('subcloud:a', { boundary: { allow: ['NA'] } }))).rejects.toMatchObject({
      code: 'invalid_config',
      detail: expect.stringContaining('boundary.allow[0]'),
    })
  })

  it('about another’s Subcloud or node is answered like one about none', async () => {
    const missing = await ask(ownerOfB, asking({ subcloud: 'missing' })).catch((error: unknown) => error)
    expect(missing).toMatchObject({ code: 'not_found' })
    await expect(ask(ownerOfB, asking({ subcloud: 'a' }))).rejects.toEqual(missing)
    const noNode = await ask(ownerOfB, asking({}, [`drain:0x${'9'.repeat(40)}`])).catch((error: unknown) => error)
    expect(noNode).toMatchObject({ code: 'not_found' })
    await expect(ask(ownerOfB, asking({}, [`drain:${german}`]))).rejects.toEqual(noNode)
    await expect(ask(userOf('viewer'), asking({}, [`drain:${german}`]))).rejects.toEqual(noNode)
    await expect(ask(null)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('that cannot be asked says why', async () => {
    expect(await ask(userOf('viewer'), asking({ geo: { prefer: ['SA'], only: null, deny: [], fallback: null } }))).toEqual({
      ok: false,
      problems: [expect.stringContaining('zone:SA')],
    })
    expect(() => asking({}, ['up:EU'])).toThrow(/supposition/)
    const nowhere = asking({ geo: { prefer: [], only: ['country:JP'], deny: [], fallback: null } })
    expect((await answered(userOf('viewer'), nowhere)).decision).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'geo_unsatisfiable' },
    })
  })

  it('about a point in the sea has no country', async () => {
    expect(await readPlace({ ctx: test.as(userOf('viewer')), input: { point: [-40, 30] } })).toEqual({ country: null })
  })
})

describe('a logged job', () => {
  const logged = async (subcloud: string, alter: ((trace: Trace) => Trace) | null = null) => {
    const snapshot = test.replica.snapshot()
    const read = requestOf(asking({ subcloud }).ask, snapshot.config)
    if (!read.ok) throw new Error('asked wrongly')
    const decision = decide(snapshot, read.request, { now: test.control.now(), seed: 'logged' })
    const stored = alter === null ? { decided: decision } : { trace: alter(decision.trace) }
    const id = await logDecision(test, { subcloud, nodeId: decision.nodeId!, ...stored })
    return { id, decision }
  }

  it('replays equal to the byte, and unequal where it was altered', async () => {
    const { id, decision } = await logged('a')
    const replay = (actor: Actor, of = id) => replayDecision({ ctx: test.as(actor), input: { id: of } })
    const sampled = decision.trace.rungs.reduce((sum, rung) => sum + rung.sampled.length, 0)
    expect(await replay(userOf('admin'))).toEqual({ equal: true, rungs: decision.trace.rungs.length, candidates: sampled })
    expect(await replay(userOf('viewer'))).toMatchObject({ equal: true, candidates: 0 })
    await expect(replay(ownerOfB)).rejects.toMatchObject({ code: 'not_found' })
    const altered = await logged('a', ({ rungs, ...trace }) => ({
      ...trace,
      rungs: rungs.map((rung) => ({ ...rung, sampled: rung.sampled.map((one) => ({ ...one, score: one.score + 0.1 })) })),
    }))
    expect(await replay(ownerOfA, altered.id)).toMatchObject({ equal: false })
  })

  it('asked again says what is different now', async () => {
    const { id, decision } = await logged('a')
    const again = (actor: Actor) => askAgain({ ctx: test.as(actor), input: { id } })
    const same = await again(userOf('admin'))
    expect(same.answer.decision.nodeId).toBe(decision.nodeId)
    expect(same.differences.map(({ what }) => what)).not.toContain('nodeId')
    expect(JSON.stringify(same)).not.toContain('13.25')
    await test.db.pool.query('UPDATE nodes SET drained_at = now() WHERE id = $1', [decision.nodeId])
    await test.replica.refresh()
    const moved = await again(ownerOfA)
    expect(moved.differences).toContainEqual({ what: 'nodeId', before: decision.nodeId, after: moved.answer.decision.nodeId })
    const viewer = await again(userOf('viewer'))
    expect(viewer.differences.map(({ what }) => what)).not.toContain('nodeId')
    await expect(again(ownerOfB)).rejects.toMatchObject({ code: 'not_found' })
    await test.db.pool.query('UPDATE nodes SET drained_at = NULL')
    await test.replica.refresh()
  })
})
