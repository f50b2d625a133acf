import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  await db.pool.query(
    `INSERT INTO config_revisions (revision, config, content_hash, comment, actor_type, actor_id) VALUES (1, '{}', 'h', 'c', 'system', 's')`,
  )
  await db.pool.query(
    `INSERT INTO audit_events (id, actor_type, actor_id, action, entity, entity_id, detail) VALUES (gen_random_uuid(), 'system', 's', 'a', 'e', 'i', '{}')`,
  )
  await db.pool.query(
    `INSERT INTO membership_events VALUES (gen_random_uuid(), now(), 's', 'n', 'joined', 'criteria', 1, 'system', 'membership')`,
  )
  await db.pool.query(
    `INSERT INTO gate_transitions (id, at, from_state, to_state, canary_pct, cause, detail) VALUES (gen_random_uuid(), now(), 'off', 'shadow', 0, 'c', 'd')`,
  )
})
afterAll(() => db.drop())

describe('append-only tables', () => {
  it.each(['config_revisions', 'audit_events', 'gate_transitions', 'membership_events'])(
    '%s refuses change, deletion and truncation',
    async (table) => {
      const columns: Record<string, string> = { config_revisions: 'comment', audit_events: 'action', membership_events: 'reason' }
      const column = columns[table] ?? 'cause'
      for (const statement of [`UPDATE ${table} SET ${column} = 'x'`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
        await expect(db.pool.query(statement)).rejects.toThrow(/append-only/)
      }
    },
  )
  it('decisions refuses truncation', async () => {
    await expect(db.pool.query('TRUNCATE decisions')).rejects.toThrow(/append-only/)
  })
})

describe('checks', () => {
  const node = (prefix: string) =>
    db.pool.query(
      `INSERT INTO nodes (id, operator, gpu, version, vram_gb, slots, address_prefix, address_hash, network, address_evidence, session_id)
       VALUES ($1, 'o', 'g', 'v', 24, 1, $2, '\\x00', 'n', '{}', 's') ON CONFLICT (id) DO UPDATE SET operator = 'again' RETURNING xid`,
      [`0x${'ab'.repeat(20)}`, prefix],
    )

  it('p01 keeps whole addresses out of nodes and sessions', async () => {
    await expect(node('198.51.100.7')).rejects.toThrow(/nodes_address_prefix_is_prefix/)
    await expect(
      db.pool.query(`WITH u AS (INSERT INTO users (id, name, email) VALUES ('u', 'n', 'e') RETURNING id)
        INSERT INTO sessions (id, token, user_id, ip_address, expires_at) SELECT 's', 't', id, '198.51.100.7', now() FROM u`),
    ).rejects.toThrow(/sessions_ip_address_is_prefix/)
  })

  it('stamps each write with its transaction, whoever writes', async () => {
    const first = (await node('198.51.100.0/24')).rows[0].xid
    const second = (await node('198.51.100.0/24')).rows[0].xid
    expect(BigInt(second)).toBeGreaterThan(BigInt(first))
  })

  it('refuses an override without a reason, or of more than 72 hours', async () => {
    const override = (reason: string, hours: number) =>
      db.pool.query(
        `INSERT INTO gate_overrides (id, state, reason, created_by, expires_at) VALUES (gen_random_uuid(), 'on', $1, 'u', now() + make_interval(hours => $2))`,
        [reason, hours],
      )
    await expect(override(' ', 1)).rejects.toThrow(/reason_given/)
    await expect(override('r', 73)).rejects.toThrow(/gate_overrides_ends/)
    await override('r', 72)
  })

  it('refuses a key without scopes, with an unknown one, or an owner bound to nothing', async () => {
    const key = (scopes: string[]) =>
      db.pool.query(
        `INSERT INTO api_keys (id, name, prefix, secret_hash, scopes, created_by) VALUES (gen_random_uuid(), 'n', 'p', sha256('x'), $1, 'u')`,
        [scopes],
      )
    await expect(key([])).rejects.toThrow(/scopes_known/)
    await expect(key(['root'])).rejects.toThrow(/scopes_known/)
    await expect(key(['owner'])).rejects.toThrow(/owner_is_bound/)
  })
})
