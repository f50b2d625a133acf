// Every operation of the document is asked on the real listeners, and what it answers, in success and in error, is held against
// what the document says of it.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually, nodePayload } from '@/server/router/testing/world'
import { type Asking, asking, type Question } from './asking'
import { type Answered, breaches, operations } from './holds'
import { createInstallation, type Installation } from './installation'

const { models } = nodePayload
const model = models[0]!
const tooLarge = JSON.stringify('x'.repeat(33 * 1024 * 1024))

let its: Installation
let { secrets, seen, ask, tell, codeOf, idOf, config, route, untilRouted } = {} as Asking
beforeAll(async () => {
  its = await createInstallation()
  ;({ secrets, seen, ask, tell, codeOf, idOf, config, route, untilRouted } = asking(its, model))
})
afterAll(() => its.stop())
// However long the machine takes over all of it, nodes are heard of in time for what comes next.
afterEach(async () => {
  for (const seed of ['a', 'b', 'c']) await tell(seed, 'heartbeat', {})
  await tell('us', 'heartbeat', {}, { address: '8.8.8.1' })
})

it('agents and vantage points', async () => {
  for (const seed of ['a', 'b', 'c'])
    await tell(seed, 'register', { ...nodePayload, operator: seed, joins: ['acme'], regionTag: 'country:DE' })
  await tell('us', 'register', { ...nodePayload, regionTag: 'country:US' }, { address: '8.8.8.1' })
  expect((await tell('a', 'register', { ...nodePayload, slots: -1 })).body.code).toBe('invalid_request')
  expect((await tell('a', 'register', { ...nodePayload, regionTag: 'EU' })).body).toMatchObject({
    code: 'invalid_geo_token',
    suggestions: ['zone:EU'],
  })
  expect((await tell('a', 'register', nodePayload, { audience: 'another' })).body.code).toBe('unauthenticated')
  expect((await tell('a', 'register', { ...nodePayload, operator: 'x'.repeat(70_000) })).body.code).toBe('too_large')
  expect((await tell('a', 'register', { ...nodePayload, simulated: true })).body.code).toBe('forbidden')
  expect((await tell('a', 'heartbeat', { inFlight: 1 })).body.why).not.toEqual([])
  expect((await tell('nobody', 'heartbeat', {})).body.code).toBe('not_found')
  await tell('gone', 'register', nodePayload)
  expect((await tell('gone', 'leave', {})).body.status).toBe('left')
  expect((await tell('gone', 'leave', {})).body.code).toBe('not_found')
  const endpoint = { id: 'fra-1', role: 'cloud', region: 'eu-central', point: { lng: 8.68, lat: 50.11 } }
  await ask('POST /endpoints/heartbeat', { body: endpoint })
  expect(await codeOf('POST /endpoints/heartbeat', { body: { ...endpoint, role: 'moon' } })).toBe('invalid_request')
  expect(await codeOf('POST /endpoints/heartbeat', { body: endpoint, type: 'text/plain' })).toBe('unsupported_media_type')
})

it('the configuration', async () => {
  const { revision, ...before } = await config()
  const next = { ...before, models: [...models, 'nobody-has-it'] }
  const publish = (body: object) =>
    codeOf('POST /config/publish', { body: { baseRevision: revision, comment: 'models', config: next, ...body } })
  expect((await ask('POST /config/check', { body: { config: next } })).body.ok).toBe(true)
  expect((await ask('POST /config/check', { body: { config: { zones: [{ code: 'eu' }] } } })).body.ok).toBe(false)
  const moved = {
    ...next,
    zones: next.zones.map((zone: { countries: string[] }) => ({ ...zone, countries: zone.countries.filter((c) => c !== 'DE') })),
  }
  // Once web has heard of the three and of the one that left again.
  const diff = await eventually(async () => {
    const { body } = await ask('POST /config/diff', { body: { config: moved } })
    return body.nodes.length === 4 && body
  })
  expect(diff.moved).toEqual([{ code: 'DE', from: 'EU', to: null }])
  expect(await publish({})).toBeUndefined()
  expect(await publish({})).toBe('revision_conflict')
  expect(await publish({ baseRevision: revision + 1, config: { zones: [] } })).toBe('invalid_config')
  expect(await publish({ comment: '' })).toBe('invalid_request')
  expect(await codeOf('POST /config/publish', { body: tooLarge })).toBe('too_large')
  await ask('GET /config', { query: `?revision=${revision}` })
  expect(await codeOf('GET /config', { query: '?revision=999' })).toBe('not_found')
  expect((await ask('GET /config/history')).body.items).toHaveLength(2)
  expect(await codeOf('GET /config/history', { query: '?cursor=0' })).toBe('invalid_request')
  expect(await codeOf('POST /config/revert', { body: { to: 999, comment: 'c' } })).toBe('not_found')
  expect((await ask('POST /config/revert', { body: { to: revision + 1, comment: 'again' } })).status).toBe(201)
})

it('Subclouds, their policies and their members', async () => {
  const acme = { slug: 'acme', name: 'Acme', owner: 'acme@example.com' }
  await ask('POST /subclouds', { body: acme })
  expect(await codeOf('POST /subclouds', { body: acme })).toBe('conflict')
  await ask('POST /subclouds', { body: { ...acme, slug: 'other' } })
  await ask('PUT /subclouds/{slug}', { of: 'other', body: { name: 'Other' } })
  const put = (policy: object, baseRevision: number) =>
    codeOf('PUT /subclouds/{slug}/policy', { of: 'acme', body: { policy, baseRevision, comment: 'c' } })
  const base = (await config()).revision
  const semiOpen = {
    boundary: { allow: ['jurisdiction:EU27'] },
    originDeny: ['country:US'],
    minTrust: 'unverified',
    participation: { join: 'semi-open', assigned: [] },
  }
  expect(await put(semiOpen, base)).toBeUndefined()
  expect(await put(semiOpen, base - 1)).toBe('revision_conflict')
  expect(await put({ boundary: { allow: ['zone:EU'], deny: ['zone:EU'] } }, base + 1)).toBe('invalid_config')
  expect(
    (await ask('POST /subclouds/{slug}/policy/check', { of: 'acme', body: { policy: { ...semiOpen, isolate: true } } })).body.parsed,
  ).toBe(true)
  expect((await ask('POST /subclouds/{slug}/policy/check', { of: 'acme', body: { policy: { prefer: 7 } } })).body.parsed).toBe(false)
  await ask('GET /subclouds')
  await ask('GET /subclouds/{slug}', { of: 'acme' })
  expect((await ask('GET /subclouds/{slug}/proof', { of: 'acme' })).body.holds).toBe(true)

  const change = async (verb: string, body: object) => {
    const { body: answer } = await ask(`POST /subclouds/{slug}/members/${verb}`, { of: 'acme', body })
    return answer.code ?? 'done'
  }
  const [a, b, c] = ['a', 'b', 'c'].map(idOf)
  expect(await change('approve', { nodeIds: [a] })).toBe('done')
  expect(await change('approve', { nodeIds: [idOf('us')] })).toBe('not_found')
  expect(await change('reject', { nodeId: b })).toBe('done')
  expect(await change('reject', { nodeId: a })).toBe('conflict')
  expect((await ask('GET /subclouds/{slug}/members', { of: 'acme' })).body).toMatchObject({
    members: [{ id: a, reason: 'approved' }],
    requests: [{ id: c }],
    cooldowns: [{ nodeId: b }],
  })
  expect(await change('readmit', { nodeId: b })).toBe('done')
  expect(await change('readmit', { nodeId: b })).toBe('not_found')
  expect(await change('ban', { nodeId: b })).toBe('done')
  expect(await change('lift-ban', { nodeId: b })).toBe('done')
  expect(await change('lift-ban', { nodeId: b })).toBe('not_found')
  expect(await change('assign', { add: [c] })).toBe('done')
  expect(await change('remove', { nodeId: c })).toBe('conflict')
  expect(await change('remove', { nodeId: a })).toBe('done')
  expect(await change('ban', { nodeId: 'nobody' })).toBe('invalid_request')
  expect((await ask('GET /subclouds/{slug}/members/events', { of: 'acme' })).body.items.length).toBeGreaterThan(0)
})

it('keys', async () => {
  const make = async (name: string, body: object) => {
    const { body: made } = await ask('POST /keys', { body: { name, ...body } })
    secrets[name] = made.secret
    return made
  }
  await make('route', { scopes: ['route'], subcloud: 'acme' })
  await make('owner', { scopes: ['owner'], subcloud: 'acme', geo: { deny: ['country:HU'] } })
  await make('read', { scopes: ['read'] })
  await make('slow', { scopes: ['route', 'admin'], rateLimit: 0.001 })
  const old = await make('old', { scopes: ['read'], expiresAt: new Date(Date.now() + 3_600_000).toISOString() })
  expect(await codeOf('POST /keys', { body: { name: 'x', scopes: ['route'], subcloud: 'missing' } })).toBe('unknown_subcloud')
  expect(await codeOf('POST /keys', { body: { name: 'x', scopes: ['route'], geo: { only: ['EU'] } } })).toBe('invalid_geo_token')
  expect((await ask('POST /keys/{id}/rotate', { of: old.id, body: { overlapS: 0 } })).status).toBe(201)
  expect(await codeOf('POST /keys/{id}/rotate', { of: old.id, body: {} })).toBe('conflict')
  expect(await codeOf('PUT /subclouds/{slug}/policy', { key: 'owner', of: 'another', body: tooLarge })).toBe('not_found')
  expect((await ask('DELETE /keys/{id}', { of: old.id })).status).toBe(200)
  expect(await codeOf('DELETE /keys/{id}', { of: 'nobody' })).toBe('not_found')
  expect((await ask('GET /keys')).body.items.length).toBeGreaterThan(5)
  expect((await ask('GET /audit')).body.items.length).toBeGreaterThan(5)
  expect(await codeOf('GET /audit', { query: '?cursor=1' })).toBe('invalid_request')
  expect(await codeOf('DELETE /subclouds/{slug}', { of: 'acme' })).toBe('in_use')
  const { status, body } = await ask('DELETE /subclouds/{slug}', { of: 'other' })
  expect(status).toBe(200)
  await untilRouted(body.revision)
})

describe('jobs', () => {
  it('are routed, explained, tried and given back', async () => {
    const { body } = await route({ client: { ip: '193.51.0.1' }, explain: 'full' })
    expect([body.origin.country, body.explain.trace.view, body.node.id]).toEqual(['FR', 'open', expect.stringMatching(/^0x/)])
    await ask('POST /route', { key: 'route', body: { model, explain: 'full' } })
    expect((await route({ retryOf: body.decisionId })).body.retryOf).toBe(body.decisionId)
    await route({ dryRun: true, explain: 'full', whyNot: idOf('us') })
    const complete = (of: string, outcome: string) => codeOf('POST /leases/{id}/complete', { of, body: { outcome, latencyMs: 1 } })
    expect(await complete(body.lease.id, 'completed')).toBeUndefined()
    expect(await complete(body.lease.id, 'failed')).toBe('conflict')
    expect(await complete('nobodys', 'failed')).toBe('not_found')
    expect(await complete(body.lease.id, 'perhaps')).toBe('invalid_request')
  })

  it('are refused', async () => {
    const refused = async (more: object, question: Question = {}) => (await route(more, question)).body.code
    expect(await refused({ colour: 'red' })).toBe('invalid_request')
    expect(await refused({ geo: { only: ['EU'] } })).toBe('invalid_geo_token')
    expect(await refused({ client: { country: 'FR' } }, { key: 'route' })).toBe('forbidden')
    expect(await refused({ model: 'unheard-of' })).toBe('unknown_model')
    expect(await refused({ subcloud: 'missing' })).toBe('unknown_subcloud')
    expect(await refused({ retryOf: '0197f3a2-6c1e-7b3a-9c55-0d6a5b1f2e44' })).toBe('not_found')
    expect(await refused({ subcloud: 'acme', client: { ip: '8.8.8.1' } })).toBe('geo_origin_denied')
    expect(await refused({ geo: { only: ['zone:SEA'] }, dryRun: true, explain: 'full' })).toBe('geo_unsatisfiable')
    expect(await refused({}, { key: 'nobodys' })).toBe('unauthenticated')
    expect(await codeOf('POST /route', { body: tooLarge.slice(0, 1_100_000) })).toBe('too_large')
    expect(await codeOf('POST /route', { body: '{}', type: 'text/plain' })).toBe('unsupported_media_type')
    expect((await route({}, { key: 'slow' })).status).toBe(200)
    expect(await refused({}, { key: 'slow' })).toBe('rate_limited')
  })

  it('come in batches and streams', async () => {
    const requests = [{ model }, { model: 'unheard-of' }, { model, geo: { only: ['zone:SEA'] } }]
    const { results } = (await ask('POST /route/batch', { key: 'gateway', body: { requests } })).body
    expect(results.map((one: { status: number }) => one.status)).toEqual([200, 404, 422])
    expect(await codeOf('POST /route/batch', { key: 'gateway', body: { requests: Array(1001).fill({ model }) } })).toBe('invalid_request')
    const type = 'application/x-ndjson'
    const lines = [...requests.map((one, id) => JSON.stringify({ id, ...one })), 'no JSON'].join('\n')
    expect((await ask('POST /route/stream', { key: 'gateway', body: lines, type })).text.trim().split('\n')).toHaveLength(4)
    expect(await codeOf('POST /route/stream', { key: 'gateway', body: lines, type: 'text/plain' })).toBe('unsupported_media_type')
  })

  it('find nobody while everybody is drained, or busy', async () => {
    const only = { geo: { only: ['country:US'] }, reserve: true }
    expect((await ask('POST /nodes/{id}/drain', { of: idOf('us'), body: { reason: 'why not' } })).status).toBe(200)
    await eventually(async () => (await route(only)).body.code === 'geo_no_eligible_node')
    expect((await ask('POST /nodes/{id}/resume', { of: idOf('us') })).status).toBe(200)
    await eventually(async () => (await route(only)).body.code === 'geo_zone_saturated')
    expect(await codeOf('POST /nodes/{id}/drain', { of: idOf('nobody'), body: { reason: 'why not' } })).toBe('not_found')
  })
})

it('the gate', async () => {
  const override = { state: 'shadow', reason: 'to see', expiresAt: new Date(Date.now() + 3_600_000).toISOString() }
  expect((await ask('POST /activation/override', { body: override })).status).toBe(201)
  expect(await codeOf('POST /activation/override', { body: { ...override, reason: '' } })).toBe('invalid_request')
  await eventually(async () => (await route({ client: { country: 'US' } })).body.shadow !== undefined)
  const { body } = await eventually(async () => {
    const answer = await ask('GET /activation', { key: 'read' })
    return answer.body.conditions.length > 0 && answer
  })
  expect([body.state, body.override.reason]).toEqual(['shadow', 'to see'])
  // What the tick keeps for itself.
  expect(body.conditions[0]).not.toHaveProperty('previousAt')
  expect((await ask('DELETE /activation/override')).status).toBe(200)
  expect(await codeOf('DELETE /activation/override', {})).toBe('not_found')
})

it('the network', async () => {
  for (const name of ['GET /zones', 'GET /zones.geojson', 'GET /coverage', 'GET /openapi.json']) await ask(name, { key: 'read' })
  for (const name of ['GET /zones', 'POST /route']) {
    const id = `caller:${'x'.repeat(80)}`
    const { headers } = await ask(name, { headers: { 'x-request-id': id }, ...(name === 'POST /route' ? { body: { model } } : {}) })
    expect([name, headers.get('x-request-id')]).toEqual([name, id])
  }
  await eventually(async () => (await ask('GET /zones/{code}', { of: 'EU' })).body.nodes.live === 3)
  expect(await codeOf('GET /zones/{code}', { of: 'MARS' })).toBe('not_found')
  expect((await ask('GET /nodes', { query: '?limit=2' })).body.nextCursor).not.toBeNull()
  expect(await codeOf('GET /nodes', { query: '?limit=0' })).toBe('invalid_request')
  for (const key of ['admin', 'owner', 'read']) await ask('GET /nodes/{id}', { key, of: idOf('c') })
  expect((await ask('GET /locate', { query: '?ip=193.51.0.1' })).body.country).toBe('FR')
  expect(await codeOf('GET /locate', { query: '?ip=here' })).toBe('invalid_request')
})

it('the log', async () => {
  const { body: routed } = await route({ retryOf: (await route()).body.decisionId })
  const { body: refused } = await route({ subcloud: 'acme', geo: { only: ['country:AT'] } })
  for (const [id, outcome] of [
    [routed.decisionId, 'routed'],
    [refused.decisionId, 'refused'],
  ])
    await eventually(async () => (await ask('GET /decisions/{id}', { of: id })).body.outcome === outcome)
  for (const key of ['owner', 'read']) await ask('GET /decisions/{id}', { key, of: refused.decisionId })
  expect((await ask('GET /decisions', { query: '?limit=3&rung=agnostic' })).body.items).toHaveLength(3)
  expect(await codeOf('GET /decisions', { query: '?limit=1001' })).toBe('invalid_request')
  expect(await codeOf('GET /decisions', { key: 'owner', query: `?node=${idOf('us')}` })).toBe('not_found')
  for (const name of ['GET /decisions/export.csv', 'GET /decisions/export.ndjson']) {
    expect((await ask(name, { query: '?limit=5' })).text.trim().split('\n').length).toBeGreaterThanOrEqual(5)
    expect(await codeOf(name, { query: '?outcome=perhaps' })).toBe('invalid_request')
  }
  expect((await ask('GET /decisions/tail')).text).toContain('retry: 1000')
  expect(await codeOf('GET /decisions/tail', { query: '?rung=perhaps' })).toBe('invalid_request')
  const simulated = (await ask('POST /config/simulate', { body: { config: await config(), last: 20 } })).body
  expect(simulated.jobs).toBeGreaterThan(5)
  expect(await codeOf('POST /config/simulate', { body: { config: {}, last: 20 } })).toBe('invalid_config')
})

it('strangers, and keys for something else', async () => {
  const isOpen = /openapi|nodes\/(register|heartbeat|leave)$/
  for (const name of operations.filter((one) => !isOpen.test(one))) {
    expect([name, await codeOf(name, { key: null, of: 'x' })]).toEqual([name, 'unauthenticated'])
    const key = /\/(route|leases|endpoints)/.test(name) ? 'read' : 'route'
    expect([name, await codeOf(name, { key, of: 'x' })]).toEqual([name, 'forbidden'])
  }
  await ask('GET /zones', { key: 'slow' })
  expect(await codeOf('GET /zones', { key: 'slow' })).toBe('rate_limited')
})

it('all of it was asked, and answered with success and with an error', () => {
  const has = (name: string, from: number, to: number) => [...(seen.get(name) ?? [])].some((status) => status >= from && status < to)
  const isOpen = (name: string) => name === 'GET /openapi.json'
  expect(operations.filter((name) => !has(name, 200, 300))).toEqual([])
  expect(operations.filter((name) => !has(name, 400, 500) && !isOpen(name))).toEqual([])
})

it('an answer that lacks a field, a header or a place in the document breaks it', async () => {
  const { status, headers, body } = await route()
  const broken = (change: Partial<Answered>) => breaches('POST /route', { status, headers, text: JSON.stringify(body), ...change })
  expect(await broken({})).toEqual([])
  const { servedZone: _, ...less } = body
  expect(await broken({ text: JSON.stringify(less) })).not.toEqual([])
  expect(await broken({ status: 418 })).not.toEqual([])
  const fewer = new Headers(headers)
  fewer.delete('x-geo-gate')
  expect(await broken({ headers: fewer })).toEqual(['no header x-geo-gate'])
})
