import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { proveBoundary } from './prove-boundary'

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

it('p03 answers for another’s Subcloud as for none, and nothing to who only reads', async () => {
  const prove = (actor: Parameters<TestControl['as']>[0], slug: string) => proveBoundary({ ctx: test.as(actor), input: { slug } })
  await expect(prove(ownerOfA, 'b')).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such Subcloud.' })
  await expect(prove(userOf('admin'), 'missing')).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such Subcloud.' })
  await expect(prove(userOf('viewer'), 'a')).rejects.toMatchObject({ code: 'forbidden' })
})
