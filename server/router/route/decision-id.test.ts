import { expect, it } from 'vitest'
import { Packer } from '@/server/core/bytes/packer'
import { Unpacker } from '@/server/core/bytes/unpacker'
import { newDecisionId, textOfWords, WORDS, wordsOf } from './decision-id'

const msOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16)

it('is a UUIDv7 of its time', () => {
  const now = Date.now() + 1_000
  const id = newDecisionId(now)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(msOf(id)).toBe(now)
})

it('ascends and never repeats, with more in a millisecond than it counts and a clock that goes back', () => {
  const now = Date.now() + 10_000
  const ids = Array.from({ length: 10_000 }, (_, i) => newDecisionId(i % 3 === 0 ? now - 5 : now))
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
  expect(msOf(ids.at(-1)!) - now).toBe(2)
})

it('is written as its bytes without being read', () => {
  const packer = new Packer(new Map())
  const words = new Uint32Array(WORDS)
  const start = Date.now() + 20_000
  const written = (id: string) => {
    packer.clear()
    packer.uuid(id)
    expect(packer.length).toBe(17)
    return new Unpacker(packer.written(), []).text()
  }
  for (let i = 0; i < 5_000; i++) {
    const id = newDecisionId(start + (i >> 2))
    expect(written(id)).toBe(id)
    wordsOf(id, words, 0)
    const next = newDecisionId(start + (i >> 2))
    expect(written(textOfWords(words, 0))).toBe(id)
    expect(written(next)).toBe(next)
  }
})

it('is four words that give it back and ascend as it does', () => {
  const words = new Uint32Array(WORDS * 2_000)
  const timeAt = (i: number) => (BigInt(words[i * WORDS]!) << 32n) | BigInt(words[i * WORDS + 1]!)
  const ids = Array.from({ length: 2_000 }, (_, i) => newDecisionId(Date.now() + 20_000 + i))
  for (const [i, id] of ids.entries()) {
    expect(wordsOf(id, words, i * WORDS)).toBe(true)
    expect(textOfWords(words, i * WORDS)).toBe(id)
    if (i > 0) expect(timeAt(i)).toBeGreaterThan(timeAt(i - 1))
  }
  for (const text of ['', 'x', ids[0]!.slice(1), `${ids[0]}0`, ids[0]!.replace('-', '0'), ids[0]!.toUpperCase()])
    expect(wordsOf(text, words, 0)).toBe(false)
})
