import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { storedTrace } from '@/server/core/routing/stored/stored-trace'
import { createWorld, eventually, nodePayload, type World } from './testing/world'

const model = 'llama-3.1-8b-instruct'
const logged: string[] = []
let world: World

beforeAll(async () => {
  world = await createWorld({ log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }) })
})
afterAll(() => world?.stop())

it('p01 no address of a client or a node is anywhere: not in the database, the spool, the files or the log', async () => {
  const gateway = await world.key({ scopes: ['gateway'] })
  const plain = await world.key({ scopes: ['route'] })
  const nodes = ['91.10.3.77', '8.8.200.201', '193.51.9.123']
  for (const [i, address] of nodes.entries())
    await world.agent(`p${i}`).send('register', { ...nodePayload, regionTag: 'country:DE' }, { address })
  const clients = Array.from({ length: 250 }, (_, i) => [
    `193.51.${i % 200}.${101 + (i % 150)}`,
    `8.8.${100 + (i % 100)}.${33 + (i % 200)}`,
  ]).flat()
  let last = ''
  for (const [i, ip] of clients.entries()) {
    const isStated = i % 2 === 0
    const answer = await world.call('POST', '/api/v1/route', {
      key: isStated ? gateway : plain,
      body: { model, explain: 'full', ...(isStated ? { client: { ip } } : {}) },
      headers: isStated ? {} : { 'x-forwarded-for': ip },
    })
    last = answer.body.decisionId
    expect(JSON.stringify(answer.body)).not.toContain(ip)
  }
  const files = everyFile(world.dataDir).map((path) => readFileSync(path, 'latin1'))
  await eventually(async () => (await world.database.pool.query('SELECT 1 FROM decisions WHERE id = $1', [last])).rows[0])
  const { rows: tables } = await world.database.pool.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)
  const contents = await Promise.all(
    tables.map(
      async ({ tablename }) =>
        (await world.database.pool.query(`SELECT coalesce(string_agg(t::text, E'\\n'), '') AS text FROM "${tablename}" t`)).rows[0]
          .text as string,
    ),
  )
  // A packed trace would show as hexadecimal.
  const { rows: packed } = await world.database.pool.query('SELECT trace, trace_packed FROM decisions')
  expect(packed.length).toBeGreaterThanOrEqual(clients.length)
  contents.push(...packed.map((row) => JSON.stringify(storedTrace(row))))
  expect(contents.join('\n')).toContain(last)
  const haystack = [...contents, ...files, ...logged].join('\n')
  expect([...nodes, ...clients].filter((address) => haystack.includes(address))).toEqual([])
})

function everyFile(dir: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name)
    return statSync(path).isDirectory() ? everyFile(path) : [path]
  })
}
