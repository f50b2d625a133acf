import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decide } from '@/server/core/routing/decide'
import type { Decided } from '@/server/core/routing/decided'
import firstVersion from '@/server/core/routing/stored/first-version.json'
import secondVersion from '@/server/core/routing/stored/second-version.json'
import { storedTrace } from '@/server/core/routing/stored/stored-trace'
import { asked } from '@/server/core/testing/arbitraries'
import { storedBoundary } from '@/server/core/testing/stored-boundary'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { newDecisionId } from '../route/decision-id'
import { CopyWriter } from './copy-writer'
import { type Logged, writeDecision } from './decision-row'
import { earlierDecisionColumns } from './earlier-rows'
import { HALVED_BYTES, insertBatch } from './insert-batch'
import { type LoggedOutcome, writeOutcome } from './outcome-row'
import type { SpooledRows } from './read-batch'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db?.drop())

function someDecisions(count: number, seed: number): Logged[] {
  return fc.sample(asked, { numRuns: count, seed }).map(({ snapshot, request: one, now }, i): Logged => {
    const id = newDecisionId(Date.now())
    const retry = one.retry && { ...one.retry, of: newDecisionId(Date.now()) }
    const request = { ...one, retry, origin: { ...one.origin, cell: i % 2 ? ([-122.25, 37.75] as const) : null } }
    return {
      id,
      at: Date.now() - i,
      routerId: 'rtest',
      // Twice of three its own id, as routers have it.
      decision: decide(snapshot, request, { now, seed: i % 3 ? id : 'a seed' }),
      isLeased: i % 3 > 0,
      simulated: i % 2 === 0,
      tookUs: i,
    }
  })
}

function written<T>(all: readonly T[], write: (to: CopyWriter, row: T) => void): Buffer {
  const to = new CopyWriter()
  for (const one of all) write(to, one)
  return Buffer.from(to.written())
}

const rowsOf = (all: readonly Logged[]): SpooledRows => ({
  kind: 'F',
  count: all.length,
  rows: written(all, writeDecision),
})
const stored = async (all: readonly Logged[]) =>
  (await db.pool.query('SELECT * FROM decisions WHERE id = ANY ($1::uuid[]) ORDER BY id', [all.map(({ id }) => id)])).rows

it('what was decided is what is read, in every column', async () => {
  const all = someDecisions(200, 7)
  expect(await insertBatch(db.pool, [rowsOf(all)])).toEqual([])
  const rows = await stored(all)
  expect(rows).toHaveLength(all.length)
  for (const [i, { id, at, decision, ...more }] of all.entries()) {
    const { trace, trace_packed, ...row } = rows[i]
    const { request, terms } = decision
    const { origin } = request
    const boundary = terms.policy.stated
    expect(row).toEqual({
      id,
      at: new Date(at),
      router_id: 'rtest',
      revision: decision.revision,
      outcome: decision.outcome,
      code: decision.refusal?.code ?? null,
      model: request.model,
      environment: request.environment,
      subcloud: request.subcloud,
      key_id: request.key.id,
      gate: decision.gate,
      geo_applied: decision.geoApplied,
      origin_country: origin.country,
      origin_subdivision: origin.subdivision,
      origin_cell_x: origin.cell === null ? null : -245,
      origin_cell_y: origin.cell === null ? null : 75,
      origin_zone: origin.containment.label,
      origin_source: origin.source,
      origin_confidence: origin.confidence,
      preferred_zone: decision.preferredZone,
      preferred_source: decision.preferredSource,
      served_zone: decision.servedZone,
      served_country: decision.servedCountry,
      rung: decision.rung,
      fallback: decision.fallback,
      node_id: decision.nodeId,
      lease_id: more.isLeased ? `rtest.${id}` : null,
      retry_of: request.retry?.of ?? null,
      boundary_hash: decision.boundary.hash,
      distance_km: decision.distanceKm,
      shadow_zone: decision.shadow?.servedZone ?? null,
      shadow_rung: decision.shadow?.rung ?? null,
      reasons: decision.reasons,
      simulated: more.simulated,
      took_us: more.tookUs,
    })
    const whole = { ...decision.trace, storedBoundary: boundary && storedBoundary(boundary) }
    expect(JSON.stringify(storedTrace({ trace, trace_packed }))).toBe(JSON.stringify(whole))
  }
})

it('law 10 what is there already, in part or whole, is not logged twice', async () => {
  const all = someDecisions(30, 8)
  await insertBatch(db.pool, [rowsOf(all.slice(0, 10))])
  await insertBatch(db.pool, [rowsOf(all)])
  await insertBatch(db.pool, [rowsOf(all)])
  expect(await stored(all)).toHaveLength(30)
  const ended = all.map(
    ({ id, at }): LoggedOutcome => ({
      ...{ decisionId: id, nodeId: 'n', outcome: 'completed' },
      ...{ latencyMs: 1.5, tokens: null, geoChanged: false, at },
    }),
  )
  await insertBatch(db.pool, [{ kind: 'O', count: 1, rows: written(ended.slice(0, 1), writeOutcome) }])
  await insertBatch(db.pool, [rowsOf(all), { kind: 'O', count: 30, rows: written(ended, writeOutcome) }])
  const { rows } = await db.pool.query('SELECT * FROM lease_outcomes')
  expect(rows).toHaveLength(30)
  expect(rows[0]).toMatchObject({ node_id: 'n', outcome: 'completed', latency_ms: 1.5, tokens: null, geo_changed: false })
})

it('law 10 of a batch so large that it goes in halves every row is logged once, and a bad one set aside', async () => {
  const some = someDecisions(50, 11)
  const all = Array.from({ length: 3_000 }, (_, i) => ({ ...some[i % some.length]!, id: newDecisionId(Date.now()) }))
  const records = Array.from({ length: 30 }, (_, i) => rowsOf(all.slice(100 * i, 100 * i + 100)))
  expect(records.reduce((sum, { rows }) => sum + rows.length, 0)).toBeGreaterThan(HALVED_BYTES)
  await insertBatch(db.pool, records.slice(13, 17))
  const bad = { ...some[0]!, id: newDecisionId(Date.now()), decision: withoutPick(some[0]!.decision) }
  expect(await insertBatch(db.pool, [...records, rowsOf([bad])])).toMatchObject([{ record: { count: 1 } }])
  expect(await insertBatch(db.pool, records)).toEqual([])
  expect(await stored([...all, bad])).toHaveLength(all.length)
})

it('a row that no table takes is set aside, and holds up none of the others', async () => {
  const all = someDecisions(20, 9)
  const bad = { ...all[13]!, decision: withoutPick(all[13]!.decision) }
  const rejected = await insertBatch(db.pool, [rowsOf(all.slice(0, 13)), rowsOf([bad, ...all.slice(14)])])
  expect(rejected).toMatchObject([{ record: { kind: 'F', count: 1 }, reason: expect.stringContaining('decisions_outcome_whole') }])
  expect(rejected[0]!.record.rows.equals(written([bad], writeDecision))).toBe(true)
  expect(await stored(all)).toHaveLength(19)
})

/** What no core makes: routed, to nowhere. */
function withoutPick(decided: Decided): Decided {
  const broken: Decided = Object.create(decided, { pick: { value: null }, outcome: { value: 'routed' }, refusal: { value: null } })
  return broken
}

it.each(['D', 'E'] as const)('what an earlier version spooled in its order of columns, %s, still arrives, with its trace', async (kind) => {
  const { packed, trace } = (kind === 'D' ? firstVersion : secondVersion)[0]!
  const id = newDecisionId(Date.now())
  const texts: Record<string, string | null> = {
    ...{ router_id: 'r', outcome: 'refused', code: 'geo_no_eligible_node', model: 'a model', environment: 'mainnet', subcloud: null },
    ...{ key_id: 'a key', gate: 'on', origin_source: 'geoip', origin_confidence: 'high', origin_zone: 'EU', preferred_source: 'origin' },
    ...{ boundary_hash: 'sha256:x', shadow_zone: 'NA', shadow_rung: 'preferred' },
  }
  const columns = earlierDecisionColumns[kind].split(', ')
  const row = written([id], (to) => {
    to.row(columns.length)
    for (const column of columns) {
      if (column === 'id') to.uuidField(id)
      else if (column === 'at') to.timestamptzField(Date.now())
      else if (column === 'revision' || column === 'took_us') to.int4Field(column === 'revision' ? 7 : 5)
      else if (['geo_applied', 'fallback', 'simulated'].includes(column)) to.boolField(column !== 'fallback')
      else if (column === 'reasons') to.textArrayField(['origin_geoip'])
      else if (column === 'trace_packed') {
        const field = to.openField()
        to.raw(Buffer.from(packed, 'base64'))
        to.closeField(field)
      } else to.textField(texts[column] ?? null)
    }
  })
  expect(await insertBatch(db.pool, [{ kind, count: 1, rows: row }])).toEqual([])
  const { rows } = await db.pool.query('SELECT * FROM decisions WHERE id = $1', [id])
  expect(rows[0]).toMatchObject({ revision: 7, preferred_source: 'origin', shadow_zone: 'NA', shadow_rung: 'preferred', took_us: 5 })
  expect(JSON.stringify(storedTrace(rows[0]))).toBe(JSON.stringify(trace))
})

it('what an earlier version spooled as JSON still arrives', async () => {
  const [one] = someDecisions(1, 10)
  const { id, decision } = one!
  const row = {
    ...{
      id,
      at: new Date(),
      router_id: 'r',
      revision: 1,
      outcome: 'refused',
      code: 'geo_unsatisfiable',
      model: 'm',
      environment: 'mainnet',
    },
    ...{ key_id: 'k', gate: 'on', geo_applied: true, origin_source: 'none', origin_confidence: 'none', preferred_source: 'none' },
    ...{ fallback: false, boundary_hash: 'sha256:x', reasons: ['origin_unknown'], simulated: false, took_us: 5, trace: decision.trace },
  }
  const ended = { decision_id: id, node_id: 'n', outcome: 'expired', geo_changed: false, at: new Date() }
  const old: SpooledRows[] = [
    { kind: 'o', count: 1, rows: Buffer.from(JSON.stringify(ended)) },
    { kind: 'd', count: 1, rows: Buffer.from(JSON.stringify(row)) },
  ]
  for (let i = 0; i < 2; i++) expect(await insertBatch(db.pool, old)).toEqual([])
  const [found] = await stored([one!])
  expect(storedTrace(found)).toEqual(JSON.parse(JSON.stringify(decision.trace)))
  expect((await db.pool.query('SELECT outcome FROM lease_outcomes WHERE decision_id = $1', [id])).rows).toEqual([{ outcome: 'expired' }])
})
