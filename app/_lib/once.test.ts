import { expect, it, vi } from 'vitest'
import { once } from './once'

it('is not begun again while it is under way, and gives all the same answer', async () => {
  const act = vi.fn(async (name: string) => name)
  const create = once(act)
  expect(await Promise.all([create('key'), create('key')])).toEqual(['key', 'key'])
  expect(act).toHaveBeenCalledTimes(1)
})

it('is begun beside it for something else', async () => {
  const act = vi.fn(async ({ id }: { id: string }) => id)
  const revoke = once(act)
  expect(await Promise.all([revoke({ id: 'a' }), revoke({ id: 'b' }), revoke({ id: 'a' })])).toEqual(['a', 'b', 'a'])
  expect(act).toHaveBeenCalledTimes(2)
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
