import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fourDigits, hexByte } from './hex-digits'
import { ShortRuns } from './short-runs'
import { ByteWriter } from './writer'

// Hashes that take each other's place, and runs too long to be kept.
const aThing = fc.record({ hash: fc.constantFrom(0, 1, 4096, -4096, 0x7fffffff), bytes: fc.uint8Array({ maxLength: 40 }) })

it('what is copied for a thing is what would be written, whoever came between', () => {
  fc.assert(
    fc.property(fc.array(aThing, { minLength: 1 }), fc.array(fc.nat()), (things, order) => {
      const runs = new ShortRuns<(typeof things)[number]>()
      const to = new ByteWriter(1)
      const wanted: number[] = []
      for (const i of order) {
        const thing = things[i % things.length]!
        to.once(thing, runs, (writer, { bytes }) => writer.raw(bytes))
        to.byte(0xff)
        wanted.push(...thing.bytes, 0xff)
      }
      expect([...to.written()]).toEqual(wanted)
    }),
    { numRuns: 500 },
  )
})

it('digits of any 16 bits read back', () => {
  const bytes = Buffer.alloc(4)
  for (let half = 0; half <= 0xffff; half++) {
    bytes.writeInt32BE(fourDigits(half))
    const text = bytes.toString('latin1')
    if ((hexByte(text, 0) << 8) + hexByte(text, 2) !== half || text !== text.toLowerCase()) expect.fail(`${half} as ${text}`)
  }
})
