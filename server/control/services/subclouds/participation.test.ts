import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { patient } from '@/server/platform/testing/patient'
import type { Actor } from '../../actor'
import { membershipRecorder } from '../../jobs/record-membership'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { nodeIdOf, putNode } from '../../testing/put-node'
import { ownerOfA, ownerOfB, publishSubclouds } from '../../testing/subclouds'
import { latestRevision } from '../config/revision'
import { listNodes } from '../nodes/list'
import { readNode } from '../nodes/read'
import { listNodesInput } from '../nodes/schemas'
import { approveJoins } from './approve-joins'
import { assignNodes } from './assign-nodes'
import { banNode } from './ban-node'
import { liftBan } from './lift-ban'
import { listMemberEvents } from './list-member-events'
import { listMembers } from './list-members'
import { readmitNode } from './readmit-node'
import { rejectJoin } from './reject-join'
import { removeMember } from './remove-member'

let test: TestControl
const [asks, member, stranger] = [nodeIdOf(1), nodeIdOf(2), nodeIdOf(3)]
beforeAll(async () => {
  test = await createTestControl()
})
afterAll(() => test.stop())

/** `a` is semi-open: node 1 asks to join, node 2 is in, node 3 has never heard of it. */
beforeEach(async () => {
  await test.db.pool.query('TRUNCATE nodes, memberships, membership_cooldowns CASCADE')
  await publishSubclouds(test, (config) => ({
    ...config,
    subclouds: config.subclouds.map((one) => ({
      ...one,
      policy: { ...one.policy, participation: { ...one.policy.participation, join: 'semi-open' as const, approved: [member] } },
    })),
  }))
  await putNode(test, 1, { joins: ['a'] })
  await putNode(test, 2, { joins: ['a'] })
  await putNode(test, 3)
})

const ctx = (actor: Actor | null = ownerOfA) => test.as(actor)
const members = async (actor: Actor = ownerOfA) => {
  const list = await listMembers({ ctx: ctx(actor), input: { slug: 'a' } })
  const ids = (nodes: { id: string; reason: string }[]) => nodes.map(({ id, reason }) => `${id.at(-1)} ${reason}`)
  return { members: ids(list.members), requests: ids(list.requests), outside: ids(list.outside), cooling: list.cooldowns.length }
}
const lastAudit = () => test.db.prisma.auditEvent.findFirst({ orderBy: { id: 'desc' } })
const participation = async () =>
  (await latestRevision(test.db.prisma)).config.subclouds.find(({ slug }) => slug === 'a')?.policy.participation
const events = async (actor: Actor = ownerOfA) =>
  (await listMemberEvents({ ctx: ctx(actor), input: { slug: 'a', limit: 100 } })).items.map(({ kind, reason }) => `${kind} ${reason}`)

const verbs = {
  approve: (actor: Actor | null, slug = 'a', nodeId = asks) => approveJoins({ ctx: ctx(actor), input: { slug, nodeIds: [nodeId] } }),
  reject: (actor: Actor | null, slug = 'a', nodeId = asks) => rejectJoin({ ctx: ctx(actor), input: { slug, nodeId } }),
  remove: (actor: Actor | null, slug = 'a', nodeId = member) => removeMember({ ctx: ctx(actor), input: { slug, nodeId } }),
  ban: (actor: Actor | null, slug = 'a', nodeId = member) => banNode({ ctx: ctx(actor), input: { slug, nodeId } }),
  liftBan: (actor: Actor | null, slug = 'a', nodeId = member) => liftBan({ ctx: ctx(actor), input: { slug, nodeId } }),
  readmit: (actor: Actor | null, slug = 'a', nodeId = member) => readmitNode({ ctx: ctx(actor), input: { slug, nodeId } }),
  members: (actor: Actor | null, slug = 'a') => listMembers({ ctx: ctx(actor), input: { slug } }),
  events: (actor: Actor | null, slug = 'a') => listMemberEvents({ ctx: ctx(actor), input: { slug, limit: 10 } }),
}

describe('every verb of participation', () => {
  it.each(Object.entries(verbs))('%s: p03 another’s answers like what is missing; viewers and strangers may not', async (_name, verb) => {
    for (const [actor, slug] of [
      [ownerOfB, 'a'],
      [ownerOfA, 'missing'],
      [keyOf(['owner'], 'b'), 'a'],
    ] as const)
      await expect(verb(actor, slug)).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such Subcloud.' })
    await expect(verb(userOf('viewer'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(verb(keyOf(['read', 'gateway']))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(verb(null)).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('the queue of a semi-open Subcloud', () => {
  it('shows who asks, who is in and why, and keeps from the owner whoever never asked', async () => {
    expect(await members()).toEqual({ members: ['2 approved'], requests: ['1 awaiting_approval'], outside: [], cooling: 0 })
    expect((await readNode({ ctx: ctx(), input: { id: asks } })).id).toBe(asks)
    await expect(readNode({ ctx: ctx(), input: { id: stranger } })).rejects.toMatchObject({ code: 'not_found' })
    const seen = await listNodes({ ctx: ctx(), input: listNodesInput.parse({}) })
    expect(seen.items.map(({ id }) => id)).toEqual([asks, member])
  })

  it('approves: a revision, in force at once, with its audit row; twice changes nothing', async () => {
    const { revision } = await verbs.approve(ownerOfA)
    expect((await members()).members).toEqual(['1 approved', '2 approved'])
    expect(await lastAudit()).toMatchObject({
      action: 'subcloud.approve',
      entityId: 'a',
      actorId: 'user-a',
      detail: { nodeIds: [asks], revision },
    })
    expect(await verbs.approve(ownerOfA)).toEqual({ revision })
  })

  it('approves nobody who did not ask: their operator’s signature is needed', async () => {
    const missing = nodeIdOf(99)
    for (const id of [stranger, missing])
      await expect(verbs.approve(ownerOfA, 'a', id)).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such request.' })
  })

  it('rejects for as long as the cooldown, on the record; readmitting puts it back', async () => {
    await verbs.reject(ownerOfA)
    expect(await lastAudit()).toMatchObject({ action: 'subcloud.reject', entityId: 'a', detail: { nodeId: asks } })
    expect(await members()).toMatchObject({ requests: [], outside: ['1 cooling_down'], cooling: 1 })
    expect(test.replica.snapshot().fleet.nodes.get(asks)?.cooling).toEqual(['a'])
    await expect(verbs.approve(ownerOfA)).rejects.toMatchObject({ code: 'conflict' })
    await verbs.readmit(ownerOfA, 'a', asks)
    expect(await lastAudit()).toMatchObject({ action: 'subcloud.readmit' })
    expect(await members()).toMatchObject({ requests: ['1 awaiting_approval'], cooling: 0 })
    expect((await events()).slice(0, 2)).toEqual(['readmitted readmitted', 'rejected rejected'])
    await expect(verbs.readmit(ownerOfA, 'a', asks)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('members', () => {
  it('removes one: approval gone, cooling down, one line in the record whoever looks afterwards', async () => {
    const turn = membershipRecorder(test.db.pool, test.replica)
    await turn(test.control.now())
    expect((await events())[0]).toBe('joined approved')
    await verbs.remove(ownerOfA)
    expect(await lastAudit()).toMatchObject({ action: 'subcloud.remove_member', detail: { nodeId: member } })
    expect((await participation())?.approved).toEqual([])
    await turn(test.control.now())
    expect((await events()).slice(0, 2)).toEqual(['left removed', 'joined approved'])
    expect(await members()).toMatchObject({ members: [], outside: ['2 cooling_down'] })
    await expect(verbs.remove(ownerOfA)).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such member.' })
  })

  it('takes its rows in the order of the loop that records who left, at the same moment too', async () => {
    await membershipRecorder(test.db.pool, test.replica)(test.control.now())
    const loop = await test.db.pool.connect()
    try {
      await loop.query('BEGIN')
      await loop.query(`DELETE FROM memberships WHERE subcloud = 'a' AND node_id = $1`, [member])
      const removing = verbs.remove(ownerOfA)
      await vi.waitFor(async () => {
        const { rows } = await test.db.pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
        expect(rows).toHaveLength(1)
      }, patient)
      await loop.query(`INSERT INTO membership_cooldowns VALUES ('a', $1, 'withdrawn', now() + interval '1 hour')`, [member])
      await loop.query('COMMIT')
      await removing
    } finally {
      loop.release(true)
    }
    expect(await members()).toMatchObject({ outside: ['2 cooling_down'] })
  })

  it('bans, and lifts the ban', async () => {
    await verbs.ban(ownerOfA)
    expect(await lastAudit()).toMatchObject({ action: 'subcloud.ban', detail: { nodeId: member } })
    expect(await members()).toMatchObject({ members: [], outside: ['2 banned'] })
    await verbs.liftBan(ownerOfA)
    expect(await lastAudit()).toMatchObject({ action: 'subcloud.lift_ban' })
    expect(await members()).toMatchObject({ members: [], requests: ['1 awaiting_approval', '2 awaiting_approval'] })
    await expect(verbs.liftBan(ownerOfA)).rejects.toMatchObject({ code: 'not_found', detail: 'There is no such ban.' })
  })

  it('assigns without the operator’s word, for admins only, and an owner cannot remove what was assigned', async () => {
    const assign = (actor: Actor, add: string[], remove: string[] = [], slug = 'a') =>
      assignNodes({ ctx: ctx(actor), input: { slug, add, remove } })
    await expect(assign(ownerOfA, [stranger])).rejects.toMatchObject({ code: 'forbidden' })
    await expect(assign(userOf('viewer'), [stranger])).rejects.toMatchObject({ code: 'forbidden' })
    await expect(assign(userOf('admin'), [stranger], [], 'missing')).rejects.toMatchObject({ code: 'not_found' })
    await assign(userOf('admin'), [stranger])
    expect(await lastAudit()).toMatchObject({ action: 'subcloud.assign', detail: { add: [stranger], remove: [] } })
    expect((await members()).members).toEqual(['2 approved', '3 assigned'])
    await expect(verbs.remove(ownerOfA, 'a', stranger)).rejects.toMatchObject({ code: 'conflict' })
    await assign(userOf('admin'), [], [stranger])
    expect((await members()).members).toEqual(['2 approved'])
  })
})
