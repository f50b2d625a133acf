import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Packer } from './packer'
import { Unpacker } from './unpacker'

// Among them words beyond those that are a byte each.
const words = ['one', 'two', 'a word of some length', ...Array.from({ length: 200 }, (_, i) => `word ${i}`)]
const places = new Map(words.map((word, place) => [word, place]))

const aText = fc.oneof(
  fc.constantFrom(...words),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ maxLength: 300 }),
  // Lone surrogates too.
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
)
const aHex = fc.oneof(fc.stringMatching(/^0x[0-9a-f]{0,40}$/), fc.stringMatching(/^0x[0-9A-Fa-f]{3,4}g?$/), aText)
// Few, so that some come again, and with the same hash, so that they take each other's place.
const anId = fc.oneof(fc.uuid(), fc.constantFrom('0198c2f0-aaaa-7000-8000-000000000000', '0198C2F0-AAAA-7000-8000-000000000000'), aText)
const anAddress = fc.oneof(
  fc.stringMatching(/^0x[0-9a-f]{40}$/),
  fc.constantFrom(`0x${'b'.repeat(40)}`, `0x${'B'.repeat(40)}`, `0x${'b'.repeat(39)}g`, `0y${'b'.repeat(40)}`),
  aText,
)
const aNumber = fc.oneof(
  fc.nat(),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.constantFrom(0, 251, 252, 253, 65_535, 65_536, 16_777_215, 16_777_216),
)
const aField = fc.oneof(
  aText.map((value) => ({ kind: 'text' as const, value })),
  aText.map((value) => ({ kind: 'word' as const, value })),
  aHex.map((value) => ({ kind: 'hex' as const, value })),
  anId.map((value) => ({ kind: 'uuid' as const, value })),
  anAddress.map((value) => ({ kind: 'address' as const, value })),
  aNumber.map((value) => ({ kind: 'number' as const, value })),
  fc.constant({ kind: 'none' as const, value: null }),
)

it('reads back whatever was packed, to the last bit', () => {
  const packer = new Packer(places)
  fc.assert(
    fc.property(fc.array(aField, { maxLength: 30 }), (fields) => {
      packer.clear()
      for (const { kind, value } of fields) {
        if (kind === 'text') packer.text(value)
        else if (kind === 'word') packer.word(value)
        else if (kind === 'hex') packer.hex(value, '0x')
        else if (kind === 'uuid') packer.uuid(value)
        else if (kind === 'address') packer.address(value, value.length)
        else packer.numberOrNull(value)
      }
      const unpacker = new Unpacker(packer.written().slice(), words)
      for (const { kind, value } of fields) {
        const found = kind === 'number' || kind === 'none' ? unpacker.numberOrNull() : unpacker.textOrNull('0x')
        expect(Object.is(value, -0) ? 0 : value).toBe(found)
      }
      expect(unpacker.isAtEnd).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

it('of cut bytes it says that they end too soon, and never makes something up', () => {
  const packer = new Packer(places)
  packer.text('some text')
  for (let cut = 0; cut < packer.length; cut++) expect(() => new Unpacker(packer.written().slice(0, cut), words).text()).toThrow(RangeError)
})
