import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database'
import { patient } from '../testing/patient'
import { listen } from './listen'

const notify = (channel: string, payload: string) => db.pool.query('SELECT pg_notify($1, $2)', [channel, payload])
const eventually = (holds: () => void | Promise<void>) => vi.waitFor(holds, patient)

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

it('hears its channels, and again after its connection was cut', async () => {
  const heard: string[] = []
  const onConnect = vi.fn()
  const listener = listen(db.url, ['config', 'gate'], (channel, payload) => heard.push(`${channel}:${payload}`), { onConnect })
  await eventually(() => expect(onConnect).toHaveBeenCalledTimes(1))
  await notify('config', '7')
  await notify('keys', 'not listened to')
  await eventually(() => expect(heard).toEqual(['config:7']))

  const own = `FROM pg_stat_activity WHERE application_name = 'resultity-geo listen' AND datname = current_database()`
  await db.pool.query(`SELECT pg_terminate_backend(pid) ${own}`)
  await eventually(() => expect(onConnect).toHaveBeenCalledTimes(2))
  await notify('gate', '')
  await eventually(() => expect(heard).toEqual(['config:7', 'gate:']))

  await listener.stop()
  await eventually(async () => expect((await db.pool.query(`SELECT ${own}`)).rowCount).toBe(0))
})

it('keeps trying while there is no server, and says why', async () => {
  const onError = vi.fn()
  const listener = listen('postgresql://x:y@127.0.0.1:1/none', ['config'], () => {}, { onError })
  await eventually(() => expect(onError.mock.calls.length).toBeGreaterThan(2))
  await listener.stop()
})
