import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tickGate } from '../../jobs/gate-tick'
import { createTestControl, keyOf, type TestControl, userOf } from '../../testing/control'
import { ownerOfA } from '../../testing/subclouds'
import { endOverride } from './end-override'
import { createOverride } from './override'
import { readActivation } from './read'
import { overrideInput } from './schemas'

const hour = 3_600_000
const start = Date.now()
let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
})
beforeEach(() => {
  test.clock.now = start
})
afterAll(() => test.stop())

const admin = () => test.as(userOf('admin'))
const override = (input: Record<string, unknown>) =>
  createOverride({
    ctx: admin(),
    input: overrideInput.parse({ state: 'on', reason: 'a drill', expiresAt: new Date(start + hour).toISOString(), ...input }),
  })

describe('override', () => {
  it('sets the state for the network at once, until it is ended', async () => {
    await override({})
    expect(await readActivation({ ctx: admin() })).toMatchObject({
      state: 'on',
      override: { state: 'on', zone: null, reason: 'a drill' },
      zones: expect.arrayContaining([expect.objectContaining({ zone: 'EU', state: 'on', automatic: { state: 'off', canaryPct: 0 } })]),
    })
    expect(test.replica.snapshot().gate.override).toMatchObject({ state: 'on', zone: null })
    await endOverride({ ctx: admin() })
    expect(await readActivation({ ctx: admin() })).toMatchObject({
      state: 'off',
      override: null,
      history: [{ cause: 'override_ended', from: 'on', to: 'off' }, { cause: 'override' }],
    })
    expect(test.replica.snapshot().gate.override).toBeNull()
    await expect(endOverride({ ctx: admin() })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is replaced by a later one; each leaves its audit row', async () => {
    await override({ state: 'canary', zone: 'EU', canaryPct: 30 })
    await override({ state: 'suspended', zone: 'NA' })
    const view = await readActivation({ ctx: admin() })
    expect(view).toMatchObject({ state: 'suspended', override: { state: 'suspended', zone: 'NA' } })
    expect(view.zones.find((zone) => zone.zone === 'EU')).toMatchObject({ state: 'off' })
    const audits = await test.db.prisma.auditEvent.findMany({ where: { action: 'activation.override' }, orderBy: { id: 'desc' }, take: 2 })
    expect(audits.map((row) => row.entityId)).toEqual(['NA', 'EU'])
    expect(audits[0]?.detail).toMatchObject({ replaced: [(audits[1]?.detail as { overrideId: string } | undefined)?.overrideId] })
  })

  it('g06 past its expiry the automatic state counts again, and the tick writes it down', async () => {
    const { id } = await override({ state: 'on' })
    test.clock.now = start + hour + 1
    expect(await readActivation({ ctx: admin() })).toMatchObject({ state: 'off', override: null })
    await test.replica.refresh()
    const ticked = await tickGate(
      { pool: test.db.pool, replica: test.replica, demand: async () => null, countryOf: null, minGapMs: 0 },
      start + hour + 1,
    )
    expect(ticked).toBe(true)
    const audit = await test.db.prisma.auditEvent.findFirst({ where: { action: 'activation.override_expired' } })
    expect(audit?.detail).toMatchObject({ overrideId: id, to: 'off' })
    expect((await readActivation({ ctx: admin() })).history[0]).toMatchObject({ cause: 'override_expired', from: 'on', to: 'off' })
  })

  it('needs a reason, an end within 72 h, and a top-level zone', async () => {
    for (const input of [{ reason: '' }, { reason: '   ' }, { expiresAt: 'tomorrow' }, { state: 'maybe' }, { canaryPct: 101 }])
      expect(overrideInput.safeParse({ state: 'on', reason: 'x', expiresAt: '2026-06-01T13:00:00Z', ...input }).success).toBe(false)
    for (const input of [
      { expiresAt: new Date(start + 73 * hour).toISOString() },
      { expiresAt: new Date(start - 1).toISOString() },
      { zone: 'NOWHERE' },
      { state: 'on', canaryPct: 5 },
    ])
      await expect(override(input)).rejects.toMatchObject({ code: 'invalid_request' })
  })

  it('is for admins only; everybody with read sees it', async () => {
    for (const actor of [ownerOfA, userOf('viewer'), keyOf(['read', 'owner', 'gateway'], 'a')]) {
      await expect(
        createOverride({ ctx: test.as(actor), input: overrideInput.parse({ state: 'on', reason: 'x', expiresAt: start + hour }) }),
      ).rejects.toMatchObject({ code: 'forbidden' })
      await expect(endOverride({ ctx: test.as(actor) })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(readActivation({ ctx: test.as(actor) })).resolves.toMatchObject({ zones: expect.any(Array) })
    }
  })
})
