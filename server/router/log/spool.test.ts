import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from '../testing/world'
import { isAt } from './cursor'
import { readBatch } from './read-batch'
import { HEADER, type RecordKind, readRecord, sealRecord } from './record'
import { listSegments, segmentPath } from './segments'
import { Spool } from './spool'
import { lockSpool, SpoolLockedError } from './spool-lock'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'geo-spool-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const open = (settings: Partial<{ maxBytes: number; segmentBytes: number; tailBytes: number }> = {}) =>
  new Spool({ dir, maxBytes: 1e9, segmentBytes: 1e6, log: silent, ...settings })
const append = (spool: Spool, row: string) => spool.append('F', (to, text) => void to.utf8(text), row)
const end = (spool: Spool, row: string) => spool.append('O', (to, text) => void to.utf8(text), row)

function recordOf(kind: RecordKind, payload: string): Buffer {
  const frame = Buffer.concat([Buffer.alloc(HEADER), Buffer.from(payload)])
  sealRecord(kind, frame)
  return frame
}

async function everything(spool: Spool): Promise<string[]> {
  const found: string[] = []
  let { from, to } = spool.range()
  for (;;) {
    const batch = await readBatch(dir, from, to, 64)
    found.push(...batch.records.map(({ rows }) => rows.toString()))
    if (batch.end.segment === from.segment && batch.end.offset === from.offset) return found
    from = batch.end
  }
}

describe('records', () => {
  it('read back as they were written, and every cut or flipped byte is noticed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (payload, at, flip) => {
        const frame = recordOf('d', payload)
        const whole = readRecord(frame, 0)
        expect(whole !== 'torn' && whole?.payload.toString()).toBe(Buffer.from(payload).toString())
        expect(readRecord(frame.subarray(0, at % frame.length), 0)).toBe(at % frame.length === 0 ? null : 'torn')
        const damaged = Buffer.from(frame)
        damaged[at % frame.length]! ^= flip
        expect(readRecord(damaged, 0)).toBe('torn')
      }),
    )
  })
})

describe('the spool', () => {
  it('calls back after the record is in the file, with one write a turn', async () => {
    const spool = open()
    let isBack = false
    const first = append(spool, 'one').then(() => {
      isBack = true
    })
    const second = append(spool, 'two')
    expect(isBack).toBe(false)
    await first
    expect(readFileSync(segmentPath(dir, listSegments(dir)[0]!)).includes('two')).toBe(true)
    await second
    await spool.close()
  })

  it('puts the rows of a turn into one record a kind, and what grows too large into the next', async () => {
    const spool = open({ segmentBytes: 1e8 })
    const large = 'x'.repeat(400_000)
    await Promise.all([append(spool, 'one'), end(spool, 'ended'), append(spool, 'two')])
    await Promise.all(['1', '2', '3', '4'].map((n) => append(spool, n + large)))
    const { from, to } = spool.range()
    const { records } = await readBatch(dir, from, to, 1e7)
    expect(records.map(({ kind, count, rows }) => [kind, count, rows.length])).toEqual([
      ['F', 2, 6],
      ['O', 1, 5],
      ['F', 3, 1_200_003],
      ['F', 1, 400_001],
    ])
    await spool.close()
  })

  it('tells everybody of a turn that it cannot be written', async () => {
    const spool = open({ segmentBytes: 1 })
    await append(spool, 'before')
    rmSync(dir, { recursive: true })
    const results = await Promise.allSettled([append(spool, 'one'), end(spool, 'two')])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(spool.isWritable()).toBe(false)
    mkdirSync(dir)
    await append(spool, 'after')
    expect(readdirSync(dir).filter((name) => name.endsWith('.seg'))).toHaveLength(1)
    await spool.close()
  })

  it('gives back after a crash what was written, and sets a torn tail aside', async () => {
    const spool = open({ segmentBytes: 200 })
    for (let i = 0; i < 20; i++) await append(spool, `record ${i} ${'x'.repeat(20)}`)
    await spool.close()
    const last = listSegments(dir).at(-1)!
    appendFileSync(segmentPath(dir, last), recordOf('d', 'never answered').subarray(0, 13))
    const again = open()
    expect(await everything(again)).toEqual(Array.from({ length: 20 }, (_, i) => `record ${i} ${'x'.repeat(20)}`))
    expect(readdirSync(dir).some((name) => name.endsWith('.torn'))).toBe(true)
    await append(again, 'after')
    expect((await everything(again)).at(-1)).toBe('after')
    await again.close()
  })

  it('begins again at its cursor, and behind a lost or bad one at the start', async () => {
    const spool = open({ segmentBytes: 100 })
    for (let i = 0; i < 10; i++) await append(spool, `record ${i} ${'x'.repeat(30)}`)
    const { from, to } = spool.range()
    const some = await readBatch(dir, from, to, 130)
    spool.advance(some.end)
    expect(await everything(spool)).toHaveLength(10 - some.records.length)
    await spool.close()
    const again = open()
    expect(await everything(again)).toHaveLength(10 - some.records.length)
    await again.close()
    writeFileSync(join(dir, 'cursor'), 'x'.repeat(128))
    const third = open()
    expect((await everything(third)).length).toBeGreaterThanOrEqual(10 - some.records.length)
    await third.close()
  })

  it('law 10 hands out every row once and in order, out of memory or the file, however it is written and drained', async () => {
    const aStep = fc.oneof(
      fc.record({
        rows: fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat(90) }, { weight: 1, arbitrary: fc.constant(400_000) }), { maxLength: 6 }),
      }),
      fc.record({ drain: fc.integer({ min: 1, max: 150 }) }),
    )
    const settings = fc.record({ tailBytes: fc.constantFrom(0, 200, 1e6, 1e9), segmentBytes: fc.constantFrom(1, 300, 1e6) })
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 3, maxLength: 8 }), settings, async (steps, sizes) => {
        const spool = open(sizes)
        let written = ''
        let drained = ''
        const append = (length: number) => {
          const row = `<${written.length}${'x'.repeat(length)}>`
          written += row
          return spool.append('F', (to, text) => void to.utf8(text), row)
        }
        const drain = async (ofBytes: number, meanwhile: readonly number[] = []) => {
          const { records, end } = await spool.next(ofBytes)
          // What is written before a batch is in Postgres leaves the batch as it is.
          await Promise.all(meanwhile.map(append))
          drained += records.map(({ rows }) => rows.toString()).join('')
          spool.advance(end)
        }
        for (const step of steps) {
          if ('drain' in step) await drain(step.drain, [[step.drain % 7], [], [500_000, 1]][step.drain % 3])
          // A turn each.
          else for (const length of step.rows) await append(length)
        }
        for (let left = 100; left > 0 && drained.length < written.length; left--) await drain(100_000)
        expect(drained === written).toBe(true)
        spool.advance(spool.range().to)
        await spool.close()
      }),
      { numRuns: 40 },
    )
  })

  it('law 10 hands out what is written after a segment was closed with everything drained', async () => {
    const spool = open({ segmentBytes: 1 })
    const drainAll = async () => {
      let drained = ''
      for (let isDone = false; !isDone; ) {
        const { from } = spool.range()
        const { records, end } = await spool.next(1e6)
        drained += records.map(({ rows }) => rows.toString()).join('')
        isDone = isAt(end, from)
        spool.advance(end)
      }
      return drained
    }
    for (const row of ['one', 'two', 'three']) {
      await append(spool, row)
      expect(await drainAll()).toBe(row)
    }
    await spool.close()
  })

  it('leaves out a row that cannot be made, and keeps the others of its turn', async () => {
    const spool = open()
    const [before, after] = [append(spool, 'before'), () => append(spool, 'after')]
    const failing = () =>
      spool.append(
        'F',
        (to) => {
          to.utf8('half of it')
          throw new TypeError('cannot')
        },
        null,
      )
    expect(failing).toThrow('cannot')
    await Promise.all([before, after()])
    expect(await everything(spool)).toEqual(['beforeafter'])
    await spool.close()
  })

  it('says when it is full, and has room again when it was drained', async () => {
    const spool = open({ maxBytes: 300 })
    expect(spool.isWritable()).toBe(true)
    for (let i = 0; i < 10; i++) await append(spool, 'x'.repeat(40))
    expect(spool.isWritable()).toBe(false)
    spool.advance(spool.range().to)
    expect(spool.isWritable()).toBe(true)
    await spool.close()
  })

  it('takes how leases ended for a while after it is full of decisions', async () => {
    const spool = open({ maxBytes: 1000 })
    while (spool.isWritable()) await append(spool, 'x')
    expect(spool.isWritableForOutcomes()).toBe(true)
    await end(spool, 'x'.repeat(100))
    expect(spool.isWritableForOutcomes()).toBe(false)
    await spool.close()
  })

  it('belongs to one writer at a time', async () => {
    const spool = open()
    expect(() => open()).toThrow(SpoolLockedError)
    await spool.close()
    await open().close()
  })

  it('takes over the lock of a process that is gone, and never that of one that lives', () => {
    writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: 999_999_999, startedAt: '1', host: hostname() }))
    const release = lockSpool(dir)
    release()
    writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: process.ppid, startedAt: null, host: hostname() }))
    expect(() => lockSpool(dir)).toThrow(SpoolLockedError)
  })
})
