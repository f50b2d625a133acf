import { uuidv7obj } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database'
import { dropDecisionPartitions, ensureDecisionPartitions, listDecisionPartitions, uuidv7Floor } from './partitions'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

async function insert(id: string): Promise<void> {
  await db.pool.query(
    `INSERT INTO decisions (id, at, router_id, revision, outcome, code, model, environment, key_id, gate, geo_applied, origin_source, origin_confidence,
       preferred_source, fallback, boundary_hash, reasons, took_us, trace)
     VALUES ($1, now(), 'r', 1, 'refused', 'geo_unsatisfiable', 'm', 'mainnet', 'k', 'off', false, 'none', 'none', 'none', false, 'h', '{}', 1, '{}')`,
    [id],
  )
}

async function placeOf(id: string): Promise<string> {
  const { rows } = await db.pool.query<{ place: string }>('SELECT tableoid::regclass::text AS place FROM decisions WHERE id = $1', [id])
  return rows[0]!.place
}

const idAt = (time: string) => uuidv7Floor(new Date(time)).replace('-0000-0000-', '-7abc-8def-')

describe('uuidv7Floor', () => {
  it('is an id for any time there is', () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-0000-0000-000000000000$/
    for (const ms of [-1, 0, 2 ** 48 - 1, 2 ** 48, 8.64e15]) expect(uuidv7Floor(new Date(ms))).toMatch(uuid)
    expect(uuidv7Floor(new Date(8.64e15)) > uuidv7Floor(new Date('9999-12-31'))).toBe(true)
  })

  it('is at or below every id of its millisecond, and above every id before', () => {
    const floor = uuidv7Floor(new Date(1_700_000_000_123))
    expect(floor).toBe('018bcfe5-687b-0000-0000-000000000000')
    expect(floor < uuidv7obj().toString()).toBe(true)
    expect(floor > idAt('2023-11-14T22:13:20.122Z')).toBe(true)
    expect(floor < idAt('2023-11-14T22:13:20.123Z')).toBe(true)
  })
})

describe('partitions of decisions', () => {
  it('are made once, for yesterday, today and a week ahead, also by several processes at once', async () => {
    const now = new Date('2031-03-01T12:00:00Z')
    const made = await Promise.all([ensureDecisionPartitions(db.pool, now), ensureDecisionPartitions(db.pool, now)])
    expect(made.flatMap((each) => each.created).sort()).toEqual(
      ['0228', '0301', '0302', '0303', '0304', '0305', '0306', '0307', '0308'].map((day) => `decisions_p2031${day}`),
    )
    expect(await ensureDecisionPartitions(db.pool, now)).toEqual({ created: [] })
  })

  it('hold the ids of their day, and the default one whatever no day holds', async () => {
    await insert(idAt('2031-03-01T00:00:00Z'))
    await insert(idAt('2031-03-01T23:59:59.999Z'))
    await insert(idAt('1999-01-01T00:00:00Z'))
    expect(await placeOf(idAt('2031-03-01T00:00:00Z'))).toBe('decisions_p20310301')
    expect(await placeOf(idAt('2031-03-01T23:59:59.999Z'))).toBe('decisions_p20310301')
    expect(await placeOf(idAt('1999-01-01T00:00:00Z'))).toBe('decisions_default')
  })

  it('take over the rows that had to wait in the default one', async () => {
    const early = idAt('2032-05-05T10:00:00Z')
    await insert(early)
    expect(await placeOf(early)).toBe('decisions_default')
    await insert(idAt('2090-01-01T00:00:00Z'))
    await ensureDecisionPartitions(db.pool, new Date('2032-05-05T11:00:00Z'))
    expect(await placeOf(early)).toBe('decisions_p20320505')
    expect(await placeOf(idAt('1999-01-01T00:00:00Z'))).toBe('decisions_p19990101')
    expect(await placeOf(idAt('2090-01-01T00:00:00Z'))).toBe('decisions_default')
    await expect(db.pool.query('DELETE FROM decisions_default')).rejects.toThrow(/append-only/)
    await expect(db.pool.query('DELETE FROM decisions_p20320505')).rejects.toThrow(/append-only/)
    await expect(insert(early)).rejects.toThrow(/duplicate key/)
  })

  it('have the log’s indexes, whichever way they came about', async () => {
    const indexes = async (table: string) =>
      (await db.pool.query('SELECT indexdef FROM pg_indexes WHERE tablename = $1', [table])).rows.map(({ indexdef }) =>
        indexdef.replace(/^.* USING /, ''),
      )
    const own = await indexes('decisions')
    expect(own).toHaveLength(3)
    for (const table of ['decisions_default', 'decisions_p20310301', 'decisions_p20320505'])
      expect((await indexes(table)).sort()).toEqual(own.sort())
  })

  it('are dropped whole by retention, once their last moment is past it', async () => {
    const before = new Date('2031-03-03T00:00:00Z')
    const { dropped } = await dropDecisionPartitions(db.pool, before)
    expect(dropped.slice(-3)).toEqual(['decisions_p20310228', 'decisions_p20310301', 'decisions_p20310302'])
    expect((await listDecisionPartitions(db.pool)).some(({ day }) => day < before)).toBe(false)
  })

  it('do not stand in line behind a long reader of the log, with everybody else behind them', async () => {
    const reader = await db.pool.connect()
    try {
      await reader.query('BEGIN; SELECT 1 FROM decisions LIMIT 1')
      await expect(ensureDecisionPartitions(db.pool, new Date('2033-01-01'))).rejects.toThrow('lock timeout')
      await expect(dropDecisionPartitions(db.pool, new Date('2033-01-01'))).rejects.toThrow('lock timeout')
    } finally {
      reader.release(true)
    }
  })
})
