import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serialiseBoundary } from '@/server/core/boundary/codec'
import { effectivePolicy } from '@/server/core/routing/policy'
import { storedTrace } from '@/server/core/routing/stored/stored-trace'
import { asked } from '@/server/core/testing/arbitraries'
import { run } from '@/server/core/testing/laws-kit'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { newDecisionId } from '../route/decision-id'
import { decisionRow, type Logged } from './decision-row'
import { insertBatch } from './insert-batch'
import { outcomeRow } from './outcome-row'
import type { SpooledRows } from './read-batch'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db?.drop())

function someDecisions(count: number, seed: number): Logged[] {
  return fc.sample(asked, { numRuns: count, seed }).map((one, i): Logged => {
    const { config } = one.snapshot
    const subcloud = one.request.subcloud === null ? null : (config.subclouds.get(one.request.subcloud) ?? null)
    const { retry } = one.request
    const request = { ...one.request, retry: retry && { ...retry, of: newDecisionId(Date.now()) } }
    return {
      id: newDecisionId(Date.now()),
      at: Date.now() - i,
      routerId: 'rtest',
      request: { ...request, origin: { ...request.origin, cell: i % 2 ? [-122.25, 37.75] : null } },
      decision: run(one).toJSON(),
      boundary: effectivePolicy(config, subcloud, one.request).stated,
      leaseId: i % 3 ? `rtest.${i}` : null,
      simulated: i % 2 === 0,
      tookUs: i,
    }
  })
}

const rowsOf = (all: readonly Logged[]): SpooledRows => ({
  kind: 'D',
  count: all.length,
  rows: Buffer.concat(all.map((one) => decisionRow(one).slice())),
})
const stored = async (all: readonly Logged[]) =>
  (await db.pool.query('SELECT * FROM decisions WHERE id = ANY ($1::uuid[]) ORDER BY id', [all.map(({ id }) => id)])).rows

it('what was decided is what is read, in every column', async () => {
  const all = someDecisions(200, 7)
  expect(await insertBatch(db.pool, [rowsOf(all)])).toEqual([])
  const rows = await stored(all)
  expect(rows).toHaveLength(all.length)
  for (const [i, { id, at, request, decision, boundary, ...more }] of all.entries()) {
    const { trace, trace_packed, ...row } = rows[i]
    const { origin } = request
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
      lease_id: more.leaseId,
      retry_of: request.retry?.of ?? null,
      boundary_hash: decision.boundary.hash,
      distance_km: decision.distanceKm,
      shadow_zone: decision.shadow?.servedZone ?? null,
      shadow_rung: decision.shadow?.rung ?? null,
      reasons: decision.reasons,
      simulated: more.simulated,
      took_us: more.tookUs,
    })
    const whole = { ...decision.trace, storedBoundary: boundary && serialiseBoundary(boundary) }
    expect(JSON.stringify(storedTrace({ trace, trace_packed }))).toBe(JSON.stringify(whole))
  }
})

it('law 10 what is there already, in part or whole, is not logged twice', async () => {
  const all = someDecisions(30, 8)
  await insertBatch(db.pool, [rowsOf(all.slice(0, 10))])
  await insertBatch(db.pool, [rowsOf(all)])
  await insertBatch(db.pool, [rowsOf(all)])
  expect(await stored(all)).toHaveLength(30)
  const outcome = (one: Logged) =>
    outcomeRow({
      decisionId: one.id,
      nodeId: 'n',
      outcome: 'completed',
      latencyMs: 1.5,
      tokens: null,
      geoChanged: false,
      at: one.at,
    }).slice()
  const some = all.map(outcome)
  await insertBatch(db.pool, [{ kind: 'O', count: 1, rows: Buffer.from(some[0]!) }])
  await insertBatch(db.pool, [rowsOf(all), { kind: 'O', count: 30, rows: Buffer.concat(some) }])
  const { rows } = await db.pool.query('SELECT * FROM lease_outcomes')
  expect(rows).toHaveLength(30)
  expect(rows[0]).toMatchObject({ node_id: 'n', outcome: 'completed', latency_ms: 1.5, tokens: null, geo_changed: false })
})

it('a row that no table takes is set aside, and holds up none of the others', async () => {
  const all = someDecisions(20, 9)
  const bad = { ...all[13]!, decision: { ...all[13]!.decision, outcome: 'routed' as const, nodeId: null } }
  const rejected = await insertBatch(db.pool, [rowsOf(all.slice(0, 13)), rowsOf([bad, ...all.slice(14)])])
  expect(rejected).toMatchObject([{ record: { kind: 'D', count: 1 }, reason: expect.stringContaining('decisions_outcome_whole') }])
  expect(rejected[0]!.record.rows.equals(Buffer.from(decisionRow(bad)))).toBe(true)
  expect(await stored(all)).toHaveLength(19)
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
