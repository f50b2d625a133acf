import { afterAll, beforeAll, expect, it } from 'vitest'
import { aTurn } from '@/server/platform/in-slices'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { putNode } from '../../testing/put-node'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { latestRevision } from '../config/revision'
import { saveDraft } from '../drafts/save'
import { followProof, proveBoundary } from './prove-boundary'
import type { ProofEvent } from './schemas'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
})
afterAll(() => test.stop())

it('proves an owner’s own boundary, and says how much was tried', async () => {
  const proof = await proveBoundary({ ctx: test.as(ownerOfA), input: { slug: 'a' } })
  expect(proof).toMatchObject({ holds: true, subcloud: 'a', counterexample: null })
  expect(proof.checked.decisions).toBeGreaterThan(1000)
})

it('says how far it is on the way to the same proof, and stops when nobody listens', async () => {
  const follow = async (signal?: AbortSignal) => {
    const events: ProofEvent[] = []
    for await (const event of followProof({ ctx: test.as(ownerOfA), input: { slug: 'a', of: 'published' }, signal })) events.push(event)
    return events
  }
  const events = await follow()
  expect(events.at(-1)).toMatchObject({ done: true, proof: { holds: true, subcloud: 'a' } })
  expect(events.slice(0, -1).every(({ done }) => !done)).toBe(true)
  expect(await follow(AbortSignal.abort())).toEqual([])
})

it('is about one moment, whatever happens to the fleet meanwhile', async () => {
  const id = await putNode(test, 1, { country: 'DE' })
  const proof = proveBoundary({ ctx: test.as(ownerOfA), input: { slug: 'a' } })
  let isUnderWay = true
  const ended = proof.finally(() => {
    isUnderWay = false
  })
  const slots = test.replica.node(id)!.node.slots
  let turns = 0
  for (; isUnderWay; turns++) {
    // Full, then free again: a node judged as the one and found as the other would look like a leak.
    test.replica.adjustLeased(id, turns % 2 === 0 ? slots : -slots)
    await aTurn()
  }
  expect(await ended).toMatchObject({ counterexample: null, checked: { nodes: 1 } })
  expect(turns).toBeGreaterThan(10)
})

it('proves the caller’s own draft as well, and refuses one that could not be published', async () => {
  const { prisma } = test.db
  const { id, email, name } = ownerOfA
  await prisma.user.create({ data: { id, email, name } })
  const { revision } = await latestRevision(prisma)
  const prove = async (document: Record<string, unknown>) => {
    await prisma.configDraft.deleteMany()
    const ctx = test.as(ownerOfA)
    await saveDraft({ ctx, input: { scope: 'subcloud:a', baseRevision: revision, version: null, document } })
    const events: ProofEvent[] = []
    for await (const event of followProof({ ctx, input: { slug: 'a', of: 'draft' }, signal: undefined })) events.push(event)
    return events.at(-1)
  }
  const published = await proveBoundary({ ctx: test.as(ownerOfA), input: { slug: 'a' } })
  const drafted = await prove({ boundary: { allow: ['country:DE'] }, fallback: 'none' })
  if (!drafted?.done) throw new Error('no proof')
  expect(drafted.proof).toMatchObject({ holds: true, subcloud: 'a' })
  expect(drafted.proof.checked).not.toEqual(published.checked)
  await expect(prove({ boundary: { allow: ['country:DE'], deny: ['country:DE'] } })).rejects.toMatchObject({ code: 'invalid_config' })
})

it('p03 answers for another’s Subcloud as for none, and nothing to who only reads', async () => {
  const prove = (actor: Parameters<TestControl['as']>[0], slug: string) => proveBoundary({ ctx: test.as(actor), input: { slug } })
  await expect(prove(ownerOfA, 'b')).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such Subcloud.' })
  await expect(prove(userOf('admin'), 'missing')).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such Subcloud.' })
  await expect(prove(userOf('viewer'), 'a')).rejects.toMatchObject({ code: 'forbidden' })
})
