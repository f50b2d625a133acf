// An isolating Subcloud through two routers: what one hears, and what is published, is in force on the other.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policySchema } from '@/server/core/config/schema'
import { type Router, startRouter } from './router'
import { createWorld, eventually, nodePayload, type World } from './testing/world'

const model = 'isolated-model'

let world: World
let other: Router
let gateway: string
beforeAll(async () => {
  world = await createWorld()
  other = await startRouter({ ...world.settings, name: 'second' })
  gateway = await world.key({ scopes: ['gateway'] })
})
afterAll(async () => {
  await other?.stop()
  await world?.stop()
})

const route = (url: string, body: object = {}) =>
  world.call('POST', '/api/v1/route', { key: gateway, url, body: { model, dryRun: true, ...body } })
/** What both routers answer, as one word each: the node's id or the refusal's code. */
const both = async (body: object = {}) =>
  Promise.all(
    [world.router.url, other.url].map(async (url) => {
      const { body: answer } = await route(url, body)
      return (answer.node?.id ?? answer.code) as string
    }),
  )
const inForce = (expected: string, body: object = {}) => eventually(async () => (await both(body)).every((answer) => answer === expected))
const publish = (policy: object) =>
  world.publish((config) => {
    config.subclouds = [{ slug: 'iso', name: 'Iso', owner: 'i@example.com', models: [], policy: policySchema.parse(policy) }]
  })

describe('isolation', () => {
  it('b07 b12 takes members out of the global pool everywhere, and nobody who did not opt in', async () => {
    const member = world.agent('member')
    const bystander = world.agent('bystander')
    await publish({})
    await member.send('register', { ...nodePayload, models: [model], regionTag: 'country:DE', joins: ['iso'] })
    await inForce(member.id)

    await publish({ isolate: true, fallback: 'global' })
    await inForce('geo_no_eligible_node')
    await inForce(member.id, { subcloud: 'iso' })

    await bystander.send('register', { ...nodePayload, models: [model], regionTag: 'country:DE' }, { url: other.url })
    await inForce(bystander.id)
    expect(await both({ subcloud: 'iso' })).toEqual([member.id, member.id])

    await member.send('heartbeat', { joins: [] }, { url: other.url })
    await inForce('geo_no_eligible_node', { subcloud: 'iso' })
    await bystander.send('leave', {})
    await inForce(member.id)
  })

  it('a semi-open one takes whom its owner approved, a cooldown keeps out, and both reach every router', async () => {
    const asker = world.agent('asker')
    const waiting = { isolate: true, participation: { join: 'semi-open' } }
    await publish(waiting)
    await asker.send('register', { ...nodePayload, models: ['asked-model'], regionTag: 'country:DE', joins: ['iso'] })
    const job = { model: 'asked-model', subcloud: 'iso' }
    await inForce('geo_no_eligible_node', job)
    await publish({ ...waiting, participation: { join: 'semi-open', approved: [asker.id] } })
    await inForce(asker.id, job)
    await inForce('geo_no_eligible_node', { model: 'asked-model' })

    await world.database.pool.query(`UPDATE nodes SET cooling = '{iso}' WHERE id = $1`, [asker.id])
    await inForce('geo_no_eligible_node', job)
    await inForce(asker.id, { model: 'asked-model' })
    // What a router accepts of the node meanwhile does not undo it.
    await asker.send('heartbeat', { slots: 8 }, { url: other.url })
    await asker.send('register', { ...nodePayload, models: ['asked-model'], regionTag: 'country:DE', joins: ['iso'] })
    await inForce('geo_no_eligible_node', job)
    await world.database.pool.query(`UPDATE nodes SET cooling = '{}' WHERE id = $1`, [asker.id])
    await inForce(asker.id, job)
  })
})
