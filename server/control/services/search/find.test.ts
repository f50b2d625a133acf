import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '../../actor'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { findAnything } from './find'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
})
afterAll(() => test.stop())

const found = async (q: string, actor: Actor = userOf('admin')) =>
  (await findAnything({ ctx: test.as(actor), input: { q } })).items.map(({ kind, id }) => `${kind} ${id}`)

it('finds zones, jurisdictions and Subclouds by code, slug or name, and to an owner none of another’s', async () => {
  expect(await found('EU')).toEqual(['zone EU', 'jurisdiction EU27', 'jurisdiction EEA30'])
  expect(await found('eu27')).toEqual(['jurisdiction EU27'])
  expect(await found('subcloud')).toEqual(['subcloud a', 'subcloud b'])
  expect(await found('subcloud', ownerOfA)).toEqual(['subcloud a'])
})
