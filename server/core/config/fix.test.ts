import { expect, it } from 'vitest'
import { compileConfig } from './compile'
import { defaultConfig } from './default'
import { applyFix } from './fix'
import { policyTraps } from './policy-traps'
import { policySchema } from './schema'

it('sets or takes out one value, and hands on the rest as it is', () => {
  const document = { a: { b: [1, 2, 3], c: 1 }, d: [] }
  expect(applyFix(document, { label: '', path: 'a.b[1]', value: 9 })).toEqual({ a: { b: [1, 9, 3], c: 1 }, d: [] })
  expect(applyFix(document, { label: '', path: 'a.b[1]' })).toEqual({ a: { b: [1, 3], c: 1 }, d: [] })
  expect(applyFix(document, { label: '', path: 'a.c' })).toEqual({ a: { b: [1, 2, 3] }, d: [] })
  expect(applyFix(document, { label: '', path: 'e.f', value: 1 })).toEqual({ ...document, e: { f: 1 } })
  expect(applyFix(document, { label: '', path: 'a.c', value: 2 }).d).toBe(document.d)
})

const compiled = compileConfig(defaultConfig(), 1)
const node = `0x${'1'.repeat(40)}`

it.each([
  ['a zone taken for a jurisdiction', { boundary: { allow: ['zone:EU'] } }],
  ['an empty boundary', { boundary: {} }],
  ['a preference taken for a boundary', { prefer: ['country:DE'], fallback: 'none' }],
  ['a preference outside', { boundary: { allow: ['country:DE'] }, prefer: ['country:US'] }],
  ['isolating with an open door', { isolate: true }],
  ['assigned and banned', { participation: { assigned: [node], bans: [node] } }],
])('mends %s: the fix of each trap takes that trap away', (_name, given) => {
  const policy = policySchema.parse(given)
  const traps = policyTraps(policy, compiled, '')
  expect(traps).not.toEqual([])
  for (const { fix, code, path } of traps) {
    expect(fix).toBeDefined()
    const mended = policySchema.parse(applyFix(policy, fix!))
    expect(policyTraps(mended, compiled, '').filter((one) => one.code === code && one.path === path)).toEqual([])
  }
})
