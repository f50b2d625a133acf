import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
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
}, 120_000)

it('says how far it is on the way to the same proof, and stops when nobody listens', async () => {
  const follow = async (signal?: AbortSignal) => {
    const events: ProofEvent[] = []
    for await (const event of followProof({ ctx: test.as(ownerOfA), input: { slug: 'a' }, signal })) events.push(event)
    return events
  }
  const events = await follow()
  expect(events.at(-1)).toMatchObject({ done: true, proof: { holds: true, subcloud: 'a' } })
  expect(events.slice(0, -1).every(({ done }) => !done)).toBe(true)
  expect(await follow(AbortSignal.abort())).toEqual([])
}, 120_000)

it('p03 answers for another’s Subcloud as for none, and nothing to who only reads', async () => {
  const prove = (actor: Parameters<TestControl['as']>[0], slug: string) => proveBoundary({ ctx: test.as(actor), input: { slug } })
  await expect(prove(ownerOfA, 'b')).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such Subcloud.' })
  await expect(prove(userOf('admin'), 'missing')).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such Subcloud.' })
  await expect(prove(userOf('viewer'), 'a')).rejects.toMatchObject({ code: 'forbidden' })
})
