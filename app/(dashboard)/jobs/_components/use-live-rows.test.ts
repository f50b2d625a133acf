import { expect, it } from 'vitest'
import { newestFirst } from './use-live-rows'

it('rows of the list and of the tail are one log: each once, the newest first, whichever came when', () => {
  const rows = (text: string) => text.split(' ').map((id) => ({ id }))
  expect(newestFirst(rows('04 06 05 05 03 02'))).toEqual(rows('06 05 04 03 02'))
})
