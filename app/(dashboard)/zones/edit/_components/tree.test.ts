import { expect, it } from 'vitest'
import { configSchema } from '@/server/core/config/schema'
import { orderAsTree } from './tree'

it('puts children under their parents, and loses none on a cycle', () => {
  const zone = (code: string, parent: string | null) => ({ code, name: code, parent })
  const { zones } = configSchema.parse({
    zones: [zone('A-1', 'A'), zone('B', null), zone('A', null), zone('X', 'Y'), zone('Y', 'X'), zone('Z', 'GONE')],
  })
  expect(orderAsTree(zones).map(({ zone: { code }, depth }) => `${code} ${depth}`)).toEqual(['B 0', 'A 0', 'A-1 1', 'Z 0', 'X 0', 'Y 1'])
})
