import { expect, it, vi } from 'vitest'
import { once } from './once'

it('is not begun again while it is under way, and gives all the same answer', async () => {
  const act = vi.fn(async (name: string) => name)
  const create = once(act)
  expect(await Promise.all([create('first'), create('second')])).toEqual(['first', 'first'])
  expect(act).toHaveBeenCalledTimes(1)
})

it('begins again once it has been answered, or has failed', async () => {
  const act = vi.fn(async (isRefused: boolean) => {
    if (isRefused) throw new Error('refused')
    return 'done'
  })
  const create = once(act)
  await expect(create(true)).rejects.toThrow('refused')
  expect(await create(false)).toBe('done')
  expect(await create(false)).toBe('done')
  expect(act).toHaveBeenCalledTimes(3)
})
