import { expect, it } from 'vitest'
import { defaultConfig } from '@/server/core/config/default'
import { complete } from './source'

it('a draft from before a field was known has its default, also while something else in it is half typed', () => {
  const { routing, gate, ...older } = defaultConfig()
  expect(complete(older, 'config')).toEqual(defaultConfig())
  const halfTyped = { ...older, zones: [{ ...older.zones[0]!, name: '' }] }
  expect(complete(halfTyped, 'config')).toMatchObject({ routing, gate, zones: [{ name: '' }] })
  expect(complete({ boundary: { allow: ['EU'] } }, 'subcloud:acme')).toMatchObject({
    boundary: { allow: ['EU'] },
    fallback: 'global',
    tests: [],
  })
})
