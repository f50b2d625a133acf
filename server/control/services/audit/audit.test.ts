import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { publishConfig } from '../config/publish'
import { latestRevision } from '../config/revision'
import { auditFacets } from './facets'
import { listAudit } from './list'
import { readAudit } from './read'
import { verifyChain } from './verify'
import { writeAudit } from './write'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
})
afterAll(() => test.stop())

const admin = () => test.as(userOf('admin'))
const write = (entityId: string) =>
  test.db.prisma.$transaction((tx) =>
    writeAudit(tx, admin(), { action: 'node.drain', entity: 'node', entityId, detail: { reason: `=cmd ${entityId}` } }),
  )

describe('the trail', () => {
  it('lists newest first, with what lay before and after a revision', async () => {
    const { items } = await listAudit({ ctx: admin(), input: { limit: 10, entity: 'config' } })
    const revision = (await latestRevision(test.db.prisma)).revision
    expect(items[0]).toMatchObject({
      action: 'config.publish',
      entityId: String(revision),
      revisions: { from: revision - 1, to: revision },
    })
    expect(items.map(({ seq }) => seq)).toEqual([...items.map(({ seq }) => seq)].sort((a, b) => b - a))
    expect(await readAudit({ ctx: admin(), input: { id: items[0]!.id } })).toEqual(items[0])
  })

  it('says what there is to filter by', async () => {
    await write('n1')
    const { entities, actions, actors } = await auditFacets({ ctx: admin() })
    expect(entities).toEqual(
      expect.arrayContaining([expect.objectContaining({ value: 'config' }), expect.objectContaining({ value: 'node' })]),
    )
    expect(actions).toEqual(expect.arrayContaining([{ value: 'node.drain', events: 1 }]))
    expect(actors.map(({ value }) => value)).toContain('user-admin@example.com')
  })

  it('is for admins', async () => {
    for (const ctx of [test.as(ownerOfA), test.as(userOf('viewer')), test.as(null)]) {
      for (const asked of [listAudit({ ctx, input: { limit: 1 } }), auditFacets({ ctx }), verifyChain({ ctx })])
        await expect(asked).rejects.toMatchObject({ code: ctx.actor ? 'forbidden' : 'unauthenticated' })
    }
  })
})

describe('the chain', () => {
  it('holds, also when many write at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => write(`at-once-${i}`)))
    const count = await test.db.prisma.auditEvent.count()
    const report = await verifyChain({ ctx: admin() })
    expect(report).toMatchObject({
      intact: true,
      checked: count,
      broken: null,
      head: { seq: count, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
  })

  it('is the database’s doing: what a writer says of it does not count', async () => {
    await test.db.pool.query(
      `INSERT INTO audit_events (id, actor_type, actor_id, action, entity, entity_id, detail, seq, hash)
       VALUES (gen_random_uuid(), 'user', 'x', 'forged', 'config', '1', '{}', 999, '\\x00')`,
    )
    expect(await verifyChain({ ctx: admin() })).toMatchObject({ intact: true })
  })

  it.each([
    ['altered', `UPDATE audit_events SET detail = '{"reason": "nothing"}' WHERE entity_id = '$victim'`],
    ['taken out', `DELETE FROM audit_events WHERE entity_id = '$victim'`],
    [
      'given a new hash as well',
      `UPDATE audit_events AS e SET action = 'node.resume', hash = sha256('anything') WHERE entity_id = '$victim'`,
    ],
  ])('breaks where a row is %s behind the triggers’ back', async (name, sql) => {
    const victim = `victim ${name}`
    await write(victim)
    await write('after')
    const before = await verifyChain({ ctx: admin() })
    expect(before.intact).toBe(true)
    await tampering(sql.replace('$victim', victim), async () => {
      const report = await verifyChain({ ctx: admin() })
      expect(report.intact).toBe(false)
      expect(report.broken!.seq).toBeGreaterThanOrEqual(before.head!.seq - 1)
    })
    expect(await verifyChain({ ctx: admin() })).toMatchObject({ intact: true })
  })

  it('cannot be altered through the front door', async () => {
    await expect(test.db.pool.query(`UPDATE audit_events SET action = 'x'`)).rejects.toThrow('append-only')
    await expect(test.db.pool.query(`DELETE FROM audit_events`)).rejects.toThrow('append-only')
  })

  it('holds after a publish', async () => {
    const { revision, config } = await latestRevision(test.db.prisma)
    await publishConfig({ ctx: admin(), input: { config: { ...config, models: ['x'] }, baseRevision: revision, comment: 'a model' } })
    expect(await verifyChain({ ctx: admin() })).toMatchObject({ intact: true })
  })
})

/** Does what only the database's owner can, looks, and puts everything back. */
async function tampering(sql: string, look: () => Promise<void>): Promise<void> {
  const { pool } = test.db
  await pool.query('CREATE TABLE audit_copy AS SELECT * FROM audit_events')
  const toggle = (how: 'DISABLE' | 'ENABLE') => pool.query(`ALTER TABLE audit_events ${how} TRIGGER USER`)
  await toggle('DISABLE')
  try {
    await pool.query(sql)
    await look()
  } finally {
    await pool.query('DELETE FROM audit_events')
    await pool.query('INSERT INTO audit_events SELECT * FROM audit_copy')
    await pool.query('DROP TABLE audit_copy')
    await toggle('ENABLE')
  }
}
