import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { csvCell, csvHeader, csvLine } from '../../rest/csv'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { logDecision } from '../../testing/decisions'
import { ownerOfA, ownerOfB, publishSubclouds } from '../../testing/subclouds'
import { readNode } from '../nodes/read'
import { readStrip } from '../stats/strip'
import { readTraffic } from '../stats/traffic'
import { readSubcloud } from '../subclouds/read'
import { exportDecisions } from './export'
import { histogramOf } from './histogram'
import { listDecisions } from './list'
import { readDecision } from './read'
import { decisionFilters, exportInput, histogramInput, listDecisionsInput, type TailEvent, tailInput } from './schemas'
import { tailDecisions } from './tail'

const node = `0x${'a'.repeat(40)}`
let test: TestControl
let ofA: string
let ofB: string
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
  ofA = await logDecision(test, { subcloud: 'a', nodeId: node })
  ofB = await logDecision(test, { subcloud: 'b', nodeId: node, outcome: 'refused' })
})
afterAll(() => test.stop())

type Actor = Parameters<TestControl['as']>[0]
const list = (actor: Actor, input: Record<string, unknown> = {}) =>
  listDecisions({ ctx: test.as(actor), input: listDecisionsInput.parse(input) })
const read = (actor: Actor, id: string) => readDecision({ ctx: test.as(actor), input: { id } })
/** As many rows more like it, of the same millisecond and with ids that ascend. */
const repeatDecision = (id: string, times: number) =>
  test.db.pool.query(
    `INSERT INTO decisions SELECT (jsonb_populate_record(d, jsonb_build_object('id', left(d.id::text, 24) || lpad(to_hex(n), 12, '0')))).*
     FROM decisions d, generate_series(1, $2::int) n WHERE d.id = $1::uuid`,
    [id, times],
  )
const idsOf = async (actor: Actor, input?: Record<string, unknown>) => (await list(actor, input)).items.map((row) => row.id)

describe('the log', () => {
  it('p03 shows owners their own, and of another’s exactly what there is of nothing', async () => {
    expect(await idsOf(ownerOfA)).toEqual([ofA])
    expect(await idsOf(keyOf(['owner'], 'b'))).toEqual([ofB])
    expect(await idsOf(ownerOfA, { subcloud: 'b' })).toEqual([])
    expect(await idsOf(userOf('owner', 'nobody@example.com'))).toEqual([])
    const missing = await read(ownerOfA, '00000000-0000-7000-8000-000000000000').catch((error: unknown) => error)
    expect(missing).toMatchObject({ code: 'not_found' })
    for (const id of [ofB, 'nonsense']) await expect(read(ownerOfA, id)).rejects.toEqual(missing)
    const noNode = await readNode({ ctx: test.as(ownerOfB), input: { id: 'missing' } }).catch((error: unknown) => error)
    await expect(readNode({ ctx: test.as(ownerOfB), input: { id: node } })).rejects.toEqual(noNode)
    await expect(list(ownerOfB, { node })).rejects.toEqual(noNode)
    const noSubcloud = await readSubcloud({ ctx: test.as(ownerOfA), input: { slug: 'missing' } }).catch((error: unknown) => error)
    await expect(readSubcloud({ ctx: test.as(ownerOfA), input: { slug: 'b' } })).rejects.toEqual(noSubcloud)
  })

  it('p02 tells consumers zones and counts, small ones as "<3", and never which node', async () => {
    for (const actor of [userOf('viewer'), keyOf(['read'])]) {
      const seen = await read(actor, ofB)
      expect(JSON.stringify(seen)).not.toContain(node)
      expect(seen.trace?.request).toMatchObject({ environment: 'mainnet', affinityKey: null })
      expect(seen.trace?.rungs[0]).toMatchObject({
        zone: 'EU',
        candidates: '<3',
        eligible: '<3',
        cut: { liveness: null },
        sampled: [],
        hidden: '<3',
      })
      expect(seen.trace?.misses[0]).toMatchObject({ count: '<3', zones: [] })
      expect(seen.refusal?.remedy).toMatch(/fewer than 3/)
      await expect(list(actor, { node })).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const actor of [userOf('viewer'), keyOf(['read']), ownerOfA])
      expect((await list(actor, { outcome: 'routed' })).items[0]).toMatchObject({ nodeId: null, distanceKm: null })
    const all = await read(userOf('admin'), ofA)
    expect(all.distanceKm).toBe(10)
    expect(all.trace?.request.affinityKey).toBe('conversation 17')
    expect(all).toMatchObject({ nodeId: node, trace: { rungs: [{ candidates: 1, sampled: [{ id: node }], hidden: 0 }] } })
    expect((await read(ownerOfA, ofA)).trace?.rungs[0]).toMatchObject({ candidates: 1, sampled: [], hidden: 1 })
  })

  it('p01 shows nobody a cell by row, nor what is kept for retries', async () => {
    for (const id of [ofA, ofB]) expect(JSON.stringify(await read(userOf('admin'), id))).not.toMatch(/48\.75|cell|storedBoundary/)
  })

  it('filters, and pages by key without loss or repetition', async () => {
    const before = await idsOf(userOf('admin'))
    const more = await Promise.all(Array.from({ length: 7 }, () => logDecision(test, { model: 'paged' })))
    const pages: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await list(userOf('admin'), { model: 'paged', limit: 3, cursor })
      pages.push(...page.items.map((row) => row.id))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(pages).toEqual([...more].sort().reverse())
    expect(await idsOf(userOf('admin'), { outcome: 'refused' })).toEqual([ofB])
    expect(await idsOf(userOf('admin'), { code: 'geo_zone_saturated', reason: 'origin_geoip' })).toEqual([ofB])
    expect(await idsOf(userOf('admin'), { to: '2020-01-01T00:00:00Z' })).toEqual([])
    expect(await idsOf(userOf('admin'), { zone: 'EU', rung: 'preferred', node })).toEqual([ofA])
    expect(before).toContain(ofA)
    expect(listDecisionsInput.safeParse({ limit: 1001 }).success).toBe(false)
  })

  it('counts by time and by facet', async () => {
    const histogram = await histogramOf({ ctx: test.as(userOf('admin')), input: histogramInput.parse({ buckets: 10 }) })
    const total = histogram.buckets.reduce((sum, bucket) => sum + bucket.routed + bucket.fellBack + bucket.refused, 0)
    expect(total).toBe((await idsOf(userOf('admin'))).length)
    expect(histogram.facets.code).toEqual([{ value: 'geo_zone_saturated', count: 1 }])
    const own = await histogramOf({ ctx: test.as(ownerOfA), input: histogramInput.parse({}) })
    expect(own.facets.subcloud).toEqual([{ value: 'a', count: 1 }])
  })

  it('tails what comes, and goes on after the last id that was seen', async () => {
    const stop = new AbortController()
    const events = tailDecisions({ ctx: test.as(ownerOfA), input: tailInput.parse({ lastEventId: ofA }), signal: stop.signal })
    const first = events.next()
    await logDecision(test, { subcloud: 'b' })
    const id = await logDecision(test, { subcloud: 'a' })
    expect((await first).value).toMatchObject({ items: [{ id }] })
    const next = await logDecision(test, { subcloud: 'a' })
    expect((await events.next()).value).toMatchObject({ items: [{ id: next }] })
    stop.abort()
    expect((await events.next()).done).toBe(true)
  })

  it('remembers no more of a long absence than it looks back over, and tells none of it twice', async () => {
    const last = await logDecision(test, { model: 'missed' })
    await repeatDecision(last, 4300)
    const before = `${last.slice(0, 24)}000000000000`
    const added = vi.spyOn(Set.prototype, 'add')
    const stop = new AbortController()
    const input = tailInput.parse({ model: 'missed', lastEventId: before })
    const events = tailDecisions({ ctx: test.as(userOf('admin')), input, signal: stop.signal })
    const told: string[] = []
    while (told.length < 4301) told.push(...((await events.next()).value as TailEvent).items.map(({ id }) => id))
    const newest = await logDecision(test, { model: 'missed' })
    told.push(...((await events.next()).value as TailEvent).items.map(({ id }) => id))
    stop.abort()
    const sent = added.mock.contexts[added.mock.calls.findIndex(([id]) => id === newest)] as Set<string>
    added.mockRestore()
    expect([told.length, new Set(told).size, told.at(-1)]).toEqual([4302, 4302, newest])
    expect(sent.size).toBeLessThan(3000)
  })

  it('put on top of a list, tells the last seconds of that list too: rows come late', async () => {
    const [late, listed] = [await logDecision(test, { subcloud: 'a' }), await logDecision(test, { subcloud: 'a' })]
    const told = async (input: object) => {
      const { signal } = new AbortController()
      for await (const { items } of tailDecisions({ ctx: test.as(ownerOfA), input: tailInput.parse(input), signal }))
        return items.map(({ id }) => id)
    }
    expect(await told({ listed })).toEqual(expect.arrayContaining([late, listed]))
    expect(await told({ listed: null })).toContain(late)
    // Come back, it goes on where it was, by the same rule.
    expect(await told({ listed: null, lastEventId: listed })).toContain(late)
    // Routers date the rows, and their clocks may be behind.
    test.clock.now = Date.now() + 60_000
    expect(await told({ listed: null })).toContain(late)
    test.clock.now = null
  })

  it('tells what a router could drain only long after, also to who came back and to who stands on nothing', async () => {
    const [listed, startedAt] = [await logDecision(test, { subcloud: 'a' }), Date.now()]
    const newest = await logDecision(test, { subcloud: 'a', at: startedAt + 60_000 })
    const stop = new AbortController()
    const follow = (input: object) => tailDecisions({ ctx: test.as(ownerOfA), input: tailInput.parse(input), signal: stop.signal })
    const places = [{ listed }, { listed, lastEventId: newest }, { listed: null, from: startedAt }, { lastEventId: listed }]
    try {
      for (const [i, place] of places.entries()) {
        test.clock.now = startedAt + 60_000
        const events = follow(place)
        await events.next()
        const late = await logDecision(test, { subcloud: 'a', at: startedAt + 20_000 + i })
        test.clock.now += 15_000
        const { items } = (await events.next()).value as TailEvent
        expect(items.map(({ id }) => id)).toContain(late)
      }
    } finally {
      stop.abort()
      test.clock.now = null
    }
  })
})

describe('p04 the export', () => {
  it('neutralises what a spreadsheet would run, and gives every value back exactly', () => {
    const hostile = ['=cmd|calc', '+1', '-1', '@x', '\tx', '\r=1', "'quoted", '"=1"', 'a,b', 'two\nlines', ' padded ', 'plain', '']
    for (const value of hostile) {
      const cell = csvCell(value)
      const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
      expect(read).not.toMatch(/^[=+\-@\t\r]/)
      expect(read.startsWith("'") ? read.slice(1) : read).toBe(value)
    }
    expect([csvCell(-5.5), csvCell(null), csvCell(true)]).toEqual(['-5.5', '', 'true'])
  })

  it('carries a hostile model’s name and as many columns as its head', async () => {
    await logDecision(test, { model: '=HYPERLINK("http://evil","x")' })
    const rows = (
      await exportDecisions({
        ctx: test.as(userOf('admin')),
        input: decisionFilters.parse({ model: '=HYPERLINK("http://evil","x")' }),
        signal: undefined,
      }).next()
    ).value
    const line = csvLine(rows![0]!)
    expect(line).toContain(`"'=HYPERLINK(""http://evil"",""x"")"`)
    expect(line.replace(/"(?:[^"]|"")*"/g, '').split(',')).toHaveLength(csvHeader.split(',').length)
  })
})

describe('an export', () => {
  it('ends with the key that began it', async () => {
    const one = await logDecision(test, { model: 'many' })
    await repeatDecision(one, 1500)
    let now: Actor = keyOf(['read'])
    const ctx = { ...test.as(now), still: { everyMs: 1_000, actor: async () => now } }
    const pages = exportDecisions({ ctx, input: exportInput.parse({ model: 'many' }), signal: undefined })
    expect((await pages.next()).value).toHaveLength(1000)
    now = null
    await expect(pages.next()).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('holds no more rows than its limit, over pages', async () => {
    for (let i = 0; i < 3; i++) await logDecision(test, { model: 'exported' })
    const sizes: number[] = []
    const input = exportInput.parse({ model: 'exported', limit: '2' })
    for await (const rows of exportDecisions({ ctx: test.as(userOf('admin')), input, signal: undefined })) sizes.push(rows.length)
    expect(sizes).toEqual([2])
  })
})

describe('origins', () => {
  it('shows a cell with fewer than three tenants only as its country', async () => {
    for (const subcloud of ['a', 'b', null]) await logDecision(test, { subcloud, cell: [4, 97] })
    for (const subcloud of ['a', 'b']) await logDecision(test, { subcloud, cell: [100, 100] })
    const { origins } = await readTraffic({ ctx: test.as(userOf('admin')), input: {} })
    expect(origins.filter((spot) => spot.at !== null)).toEqual([expect.objectContaining({ at: [2.25, 48.75], jobs: 3 })])
    expect(origins.find((spot) => spot.at === null)?.country).toBe('FR')
  })

  it('are those of the quarter of an hour that was asked for', async () => {
    const jobsUntil = async (until: number) => {
      const { at, origins } = await readTraffic({ ctx: test.as(userOf('admin')), input: { until } })
      return { at, jobs: origins.reduce((sum, spot) => sum + spot.jobs, 0) }
    }
    await logDecision(test, {})
    const now = Date.now()
    expect((await jobsUntil(now)).jobs).toBeGreaterThan(0)
    expect(await jobsUntil(now - 3_600_000)).toEqual({ at: now - 3_600_000, jobs: 0 })
    expect((await jobsUntil(now + 60_000)).at).toBeLessThan(now + 60_000)
  })

  it('makes the strip from what the actor reaches', async () => {
    const all = await readStrip({ ctx: test.as(userOf('admin')), input: {} })
    const own = await readStrip({ ctx: test.as(ownerOfB), input: {} })
    expect(all.sample).toBeGreaterThan(own.sample!)
    expect(own).toMatchObject({ gate: { state: 'off' }, connected: true, nodes: { live: 0, total: 0 } })
    expect(all.medianKm).toBe(10)
  })

  it('counts as served where preferred only jobs that preferred a zone: a country makes a preferred rung without one', async () => {
    const percentage = async () => (await readStrip({ ctx: test.as(userOf('admin')), input: {} })).inPreferredPct
    test.clock.now = Date.now() + 1_000
    const before = await percentage()
    for (let i = 0; i < 20; i++) await logDecision(test, { preferredZone: null })
    test.clock.now += 1_000
    expect(await percentage()).toBe(before)
    test.clock.now = null
  })
})
