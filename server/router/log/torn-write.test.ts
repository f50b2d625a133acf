import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { silent } from '../testing/world'
import { readBatch } from './read-batch'
import { segmentPath } from './segments'
import { Spool } from './spool'

const disk = vi.hoisted(() => ({ isFull: false }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const writeSync = (fd: number, bytes: Buffer, offset: number) => {
    if (!disk.isFull) return fs.writeSync(fd, bytes, offset)
    fs.writeSync(fd, bytes, offset, 5)
    throw new Error('ENOSPC')
  }
  return { ...fs, writeSync }
})

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'geo-torn-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

it('what a full disk took half of is cut off, and what comes later is in the next file', async () => {
  const spool = new Spool({ dir, maxBytes: 1e9, segmentBytes: 1e6, log: silent })
  const append = (row: string) => spool.append('F', (to, text) => void to.utf8(text), row)
  await append('before')
  const { from, to } = spool.range()
  disk.isFull = true
  await expect(append('half of it')).rejects.toThrow('ENOSPC')
  disk.isFull = false
  expect(statSync(segmentPath(dir, to.segment)).size).toBe(to.offset)
  await append('after')
  expect(spool.range().to.segment).toBe(to.segment + 1)
  const first = await readBatch(dir, from, spool.range().to, 1e6)
  const next = await readBatch(dir, first.end, spool.range().to, 1e6)
  const rows = [first, next].map(({ damaged, records }) => [damaged, records.map((record) => record.rows.toString())])
  expect(rows).toEqual([
    [null, ['before']],
    [null, ['after']],
  ])
  await spool.close()
})
