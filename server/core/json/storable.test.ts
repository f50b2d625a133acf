import { expect, it } from 'vitest'
import { unstorablePath } from './storable'

it.each<[string, unknown, string[] | null]>([
  ['plain text', { a: ['x', 1, null, true, { b: 'ü😀' }] }, null],
  ['NUL', { name: 'a\0b' }, ['name']],
  ['half a character, first', { list: [[0, 1], { name: 'a\ud800' }] }, ['list', '1', 'name']],
  ['half a character, second', ['\udfff'], ['0']],
  ['a key', { 'a\0': 1 }, ['a\ufffd']],
  ['the text itself', '\0', []],
])('%s', (_, value, path) => {
  expect(unstorablePath(value)).toEqual(path)
})
