import { expect, it } from 'vitest'
import { bodyLimit } from './body-limit'
import { mebibyte } from './read-body'

it.each([
  '/api/trpc/config.check',
  '/api/trpc/drafts.save',
  '/api/trpc/zones.preview',
  '/api/trpc/status.read,drafts.save',
  '/api/trpc/zones.list,config.diff,drafts.get',
])('%s may carry a whole configuration', (path) => {
  expect(bodyLimit(path)).toBe(33 * mebibyte)
})

it.each(['/api/trpc/keys.create', '/api/trpc/zones.list', '/api/trpc/nodes.config.check'])('%s may not', (path) => {
  expect(bodyLimit(path)).toBe(mebibyte)
})
