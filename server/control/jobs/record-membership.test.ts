import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { FleetNode } from '@/server/core/routing/types'
import { configWith, type NodeSpec, node, nodeIdOf, snapshot, subcloud } from '@/server/core/testing/world'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { membershipRecorder } from './record-membership'

const now = Date.now()
const at = (seconds: number) => now + seconds * 1000
let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())
beforeEach(() => db.pool.query('TRUNCATE nodes, memberships, membership_cooldowns CASCADE'))

/** A world that the tests change under the recorder, as the replica's is changed: by `nodes` it is told of, by `untold` it is not. */
function world(config: CompiledConfig) {
  const listeners: ((id: string) => void)[] = []
  const state = {
    config,
    untold: [] as FleetNode[],
    set nodes(next: FleetNode[]) {
      for (const { id } of [...state.untold, ...next]) for (const listener of listeners) listener(id)
      state.untold = next
    },
  }
  const replica = {
    snapshot: () => snapshot(state.config, state.untold),
    status: () => ({ ready: true, connected: true }),
    onNode: (listener: (id: string) => void) => void listeners.push(listener),
  }
  return { state, recorder: () => membershipRecorder(db.pool, replica) }
}

async function stored(config: CompiledConfig, n: number, spec: NodeSpec): Promise<FleetNode> {
  await db.pool.query(
    `INSERT INTO nodes (id, operator, environments, models, gpu, vram_gb, slots, version, joins, address_prefix, address_hash, network, address_evidence, session_id)
     VALUES ($1, 'o', '{mainnet}', '{m}', 'g', 24, 1, '1', '{}', '203.0.113.0/24', '\\x00', 'n', '{}', 's') ON CONFLICT DO NOTHING`,
    [nodeIdOf(n)],
  )
  return node(config, n, spec)
}

const semi = (participation: object = {}) =>
  configWith(() => ({
    subclouds: [subcloud('semi', { participation: { join: 'semi-open', cooldownS: 60, ...participation } }), subcloud('everyone')],
  }))
const member = { country: 'DE', joins: ['semi'] }

async function events(slug = 'semi'): Promise<string[]> {
  const { rows } = await db.pool.query(
    `SELECT kind || ' ' || reason AS said FROM membership_events WHERE subcloud = $1 AND node_id = ANY ($2) AND at >= $3 ORDER BY id`,
    [slug, [nodeIdOf(1), nodeIdOf(2)], new Date(now)],
  )
  return rows.map(({ said }) => said)
}
const cooling = async (n: number): Promise<string[]> =>
  (await db.pool.query('SELECT cooling FROM nodes WHERE id = $1', [nodeIdOf(n)])).rows[0]?.cooling

it('records who joins and why, once, whoever looks; and nothing of a Subcloud that takes everybody', async () => {
  const config = semi({ approved: [nodeIdOf(1)], assigned: [nodeIdOf(2)] })
  const { state, recorder } = world(config)
  state.nodes = [await stored(config, 1, member), await stored(config, 2, { country: 'US' }), await stored(config, 3, member)]
  const turn = recorder()
  await turn(at(0))
  await turn(at(1))
  await recorder()(at(2))
  expect(await events()).toEqual(['joined approved', 'joined assigned'])
  expect(await events('everyone')).toEqual([])
  const { rows } = await db.pool.query('SELECT DISTINCT subcloud, revision FROM membership_events')
  expect(rows).toEqual([{ subcloud: 'semi', revision: config.revision }])
})

it('starts a cooldown for who withdrew, tells the node’s row, and ends it in time', async () => {
  const config = semi({ approved: [nodeIdOf(1)] })
  const { state, recorder } = world(config)
  state.nodes = [await stored(config, 1, member)]
  const turn = recorder()
  await turn(at(10))
  const before = (await events()).length
  state.nodes = [node(config, 1, { ...member, joins: [] })]
  await turn(at(11))
  expect((await events()).slice(before)).toEqual(['left withdrew'])
  expect(await cooling(1)).toEqual(['semi'])
  // It asks again at once, as the replica then reads it.
  state.nodes = [node(config, 1, { ...member, cooling: ['semi'] })]
  await turn(at(12))
  expect((await events()).slice(before)).toEqual(['left withdrew'])
  await turn(at(72))
  expect(await cooling(1)).toEqual([])
  state.nodes = [node(config, 1, { ...member, cooling: [] })]
  await turn(at(73))
  expect((await events()).slice(before)).toEqual(['left withdrew', 'joined approved'])
})

it('starts none for who no longer meets the criteria or left the network: it may come back as it is', async () => {
  const config = semi({ approved: [nodeIdOf(1)], criteria: { countries: ['DE'] } })
  const { state, recorder } = world(config)
  state.nodes = [await stored(config, 1, member)]
  const turn = recorder()
  await turn(at(100))
  const before = (await events()).length
  for (const [i, spec] of [{ country: 'FR' }, {}, { status: 'left' as const }, {}].entries()) {
    state.nodes = [node(config, 1, { ...member, ...spec })]
    await turn(at(101 + i))
  }
  expect((await events()).slice(before)).toEqual(['left outside_countries', 'joined approved', 'left left_network', 'joined approved'])
  expect(await cooling(1)).toEqual([])
})

it('re-evaluates everybody under a new configuration: bans and removals cool, a policy without a door ends it', async () => {
  const config = semi({ approved: [nodeIdOf(1), nodeIdOf(2)] })
  const { state, recorder } = world(config)
  state.nodes = [await stored(config, 1, member), await stored(config, 2, member)]
  const turn = recorder()
  await turn(at(200))
  let seen = (await events()).length
  const said = async () => {
    const all = await events()
    const fresh = all.slice(seen)
    seen = all.length
    return fresh.sort()
  }
  state.config = semi({ approved: [nodeIdOf(2)], bans: [nodeIdOf(2)] })
  await turn(at(201))
  expect(await said()).toEqual(['left banned', 'left removed'])
  expect([await cooling(1), await cooling(2)]).toEqual([['semi'], ['semi']])
  state.config = semi({ approved: [nodeIdOf(1)] })
  await turn(at(300))
  expect(await said()).toEqual(['joined approved'])
  state.config = configWith(() => ({ subclouds: [subcloud('semi')] }))
  await turn(at(301))
  expect(await said()).toEqual(['left no_door'])
})

it('takes a node for gone only when Postgres has forgotten it too', async () => {
  const config = semi({ approved: [nodeIdOf(1)] })
  const { state, recorder } = world(config)
  state.nodes = [await stored(config, 1, member)]
  await recorder()(at(400))
  const before = (await events()).length
  state.nodes = []
  await recorder()(at(401))
  expect((await events()).slice(before)).toEqual([])
  await db.pool.query('DELETE FROM nodes')
  await recorder()(at(402))
  expect((await events()).slice(before)).toEqual(['left gone'])
})

it('looks at whom it is told of; at everybody after a pause, and after a turn that failed', async () => {
  const config = semi({ approved: [nodeIdOf(1), nodeIdOf(2)] })
  const { state, recorder } = world(config)
  state.nodes = [await stored(config, 1, member), await stored(config, 2, { country: 'DE' })]
  const turn = recorder()
  const said = async (second: number) => (await turn(at(second))).map(({ nodeId, joined, left }) => `${nodeId} ${joined ?? left}`)
  expect(await said(500)).toEqual([`${nodeIdOf(1)} approved`])
  const joins = [node(config, 1, member), node(config, 2, member)]
  state.untold = joins
  expect(await said(501)).toEqual([])
  expect(await said(512)).toEqual([`${nodeIdOf(2)} approved`])
  state.untold = [joins[0]!]
  expect(await said(513)).toEqual([])
  state.nodes = []
  expect(await said(514)).toEqual([`${nodeIdOf(1)} gone`])

  state.nodes = [node(config, 2, { ...member, joins: [] })]
  await db.pool.query('ALTER TABLE memberships RENAME TO away')
  await expect(turn(at(515))).rejects.toThrow()
  await db.pool.query('ALTER TABLE away RENAME TO memberships')
  expect(await said(516)).toContain(`${nodeIdOf(2)} withdrew`)
})
