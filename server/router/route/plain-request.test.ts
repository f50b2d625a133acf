import fc from 'fast-check'
import { expect, it } from 'vitest'
import { routeRequestSchema } from '@/server/platform/data-plane/route-request'
import { isPlainRequest } from './plain-request'

const junk = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constant('x'.repeat(300)), fc.constant('constructor'))
const orJunk = <T>(value: fc.Arbitrary<T>) => fc.oneof({ weight: 40, arbitrary: value }, { weight: 1, arbitrary: junk })
const rarely = <T>(value: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
/** Undefined goes when the body is written out. */
const some = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, rarely(value)])))
const tokens = fc.array(fc.constantFrom('zone:EU', 'country:SA', 'SA', ''), { maxLength: 3 })

const aBody = fc.tuple(
  fc.record({ model: orJunk(fc.constantFrom('llama-3.1-8b-instruct', 'a/b:c@1', '', '$')) }),
  some({
    environment: orJunk(fc.constantFrom('mainnet', 'Main', '-x', null)),
    subcloud: orJunk(fc.constantFrom('acme-eu', 'ä', null)),
    client: orJunk(some({ ip: orJunk(fc.constantFrom('193.51.24.1', '')), country: orJunk(fc.constantFrom('DE', 'de')), point: junk })),
    geo: orJunk(
      some({ prefer: orJunk(tokens), only: orJunk(tokens), deny: orJunk(tokens), fallback: fc.constantFrom('none', 'any', null) }),
    ),
    requirements: orJunk(some({ minVramGb: fc.integer(), gpu: fc.string() })),
    affinityKey: orJunk(fc.string({ maxLength: 300 })),
    reserve: orJunk(fc.boolean()),
    seed: orJunk(fc.oneof(fc.string(), fc.integer())),
    dryRun: orJunk(fc.boolean()),
    explain: orJunk(fc.constantFrom('none', 'summary', 'all')),
  }),
  rarely(fc.dictionary(fc.constantFrom('constructor', 'toString', 'preffer', 'model'), junk, { maxKeys: 1, noNullPrototype: true })),
)

it('takes nothing that the schema refuses or changes', () => {
  let taken = 0
  fc.assert(
    fc.property(aBody, ([model, fields, more]) => {
      const body = JSON.parse(JSON.stringify({ ...model, ...fields, ...more }))
      if (!isPlainRequest(body)) return
      taken++
      expect(routeRequestSchema.parse(body)).toEqual(body)
    }),
    { numRuns: 20_000 },
  )
  expect(taken).toBeGreaterThan(500)
})

it('refuses what is no object, and names that every object has', () => {
  for (const body of [
    null,
    [],
    'text',
    7,
    {},
    { model: null },
    { model: 'm', constructor: 'x' },
    JSON.parse('{"model":"m","__proto__":{}}'),
  ])
    expect(isPlainRequest(body)).toBe(false)
})

it('takes what is asked most', () => {
  expect(isPlainRequest({ model: 'llama-3.1-8b-instruct', subcloud: 'acme-eu', client: { ip: '193.51.24.1' } })).toBe(true)
  expect(isPlainRequest({ model: 'm', geo: { only: ['jurisdiction:EU27'], deny: ['country:HU'] }, reserve: true })).toBe(true)
})
