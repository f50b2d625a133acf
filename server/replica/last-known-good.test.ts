import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { load, save, saveList } from './last-known-good'

let dir: string
let damages: string[]
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'geo-state-'))
  damages = []
})
afterEach(() => rmSync(dir, { recursive: true }))

const loaded = () => load(dir, 'it', (_, reason) => damages.push(reason))

it('reads what was saved, and nothing where nothing was', async () => {
  expect(await loaded()).toBeNull()
  await save(dir, 'it', { text: 'a line\nand “another”' }, 7)
  expect(await loaded()).toEqual({ savedAt: 7, body: { text: 'a line\nand “another”' } })
  expect(damages).toEqual([])
})

it.each([0, 1, 249, 250, 251, 1000])('reads a list of %i as it was saved', async (count) => {
  const items = Array.from({ length: count }, (_, n) => ({ n, text: `“${n}”` }))
  await saveList(dir, 'it', items, 7)
  expect(await loaded()).toEqual({ savedAt: 7, body: items })
})

it.each([
  ['a long list', 5_000, 1],
  ['a list of long items', 20, 100_000],
])('leaves the event loop its turns while it saves %s', async (_, count, length) => {
  let turns = 0
  const turn = () => {
    turns++
    next = setImmediate(turn)
  }
  let next = setImmediate(turn)
  let seen = 0
  await saveList(
    dir,
    'it',
    (function* () {
      for (let n = 0; n < count; n++) {
        seen = Math.max(seen, turns)
        yield 'x'.repeat(length)
      }
    })(),
    7,
  )
  clearImmediate(next)
  expect(seen).toBeGreaterThan(10)
})

it('ignores and tells of what was damaged, cut or written in another form', async () => {
  await save(dir, 'it', [1, 2, 3], 7)
  const path = join(dir, 'it.json')
  const whole = readFileSync(path, 'utf8')
  for (const text of [whole.replace('2', '4'), whole.slice(0, -3), whole.slice(0, 4), '', '{"version":1}\n{}\n']) {
    writeFileSync(path, text)
    expect(await loaded()).toBeNull()
  }
  expect(damages.length).toBe(5)
})
