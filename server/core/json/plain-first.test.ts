import superjson from 'superjson'
import { describe, expect, it } from 'vitest'
import { isPlain, plainAsked, plainFirst } from './plain-first'

const wire = plainFirst(superjson)
const across = (value: unknown) => wire.deserialize(JSON.parse(JSON.stringify(wire.serialize(value))))

describe('plain first', () => {
  it.each([
    [null],
    ['text'],
    [0],
    [[]],
    [{}],
    [{ zones: [{ code: 'EU', polygons: { coordinates: [[[1.5, -2]]] } }], ok: true }],
    [{ at: new Date(5), seen: new Map([['a', new Set([1n])]]) }],
    [[undefined, Number.NaN, -0, Number.POSITIVE_INFINITY]],
    [undefined],
    [{ deep: [{ when: new Date(7) }] }],
  ])('carries %j there and back', (value) => {
    expect(across(value)).toEqual(value)
  })

  it('leaves the full transformer alone where nothing needs it', () => {
    const refusing = plainFirst({
      serialize: () => {
        throw new Error('not needed')
      },
      deserialize: () => {
        throw new Error('not needed')
      },
    })
    expect(refusing.deserialize(refusing.serialize({ a: [1, { b: undefined }] }))).toEqual({ a: [1, { b: undefined }] })
  })

  it.each([[undefined], [Number.NaN], [-0], [new Date(0)], [new Map()], [1n], [[undefined]], [{ a: [{ b: Symbol.iterator }] }]])(
    'sees that %s is not plain',
    (value) => {
      expect(isPlain(value)).toBe(false)
    },
  )

  it('takes what is asked as it stands, whatever it says that it should become', () => {
    const { input, output } = plainAsked(superjson)
    const meta = { values: { places: [['typed-array', 'Float64Array']], words: ['set'] }, v: 1 }
    expect(input.deserialize({ json: { places: 3, words: ['a'] }, meta })).toEqual({ places: 3, words: ['a'] })
    for (const odd of [null, {}]) expect(input.deserialize(odd)).toBeUndefined()
    expect(output.deserialize(output.serialize(new Date(5)))).toEqual(new Date(5))
  })
})
