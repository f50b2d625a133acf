import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { readStatus } from './read'

let test: TestControl

beforeAll(async () => {
  test = await createTestControl()
})
afterAll(() => test?.stop())

it('tells the routers alive from those gone, whatever this host’s clock says', async () => {
  await test.db.pool.query(
    `INSERT INTO routers (id, advertise_url, started_at, last_seen_at)
     SELECT id, 'http://localhost', now(), now() - make_interval(secs => ago) FROM (VALUES ('alive', 0), ('gone', 60)) AS r (id, ago)`,
  )
  for (const offBy of [-120_000, 0, 120_000]) {
    test.clock.now = Date.now() + offBy
    const { routers } = await readStatus({ ctx: test.as(userOf('admin')) })
    expect(routers.map(({ id, alive }) => [id, alive])).toEqual([
      ['alive', true],
      ['gone', false],
    ])
  }
})
