import { expect, it } from 'vitest'
import { ServiceError, toProblem } from './errors'

it('knows an error of another copy of this module for what it is', async () => {
  const url = './errors?another-copy'
  const { ServiceError: Other } = (await import(/* @vite-ignore */ url)) as typeof import('./errors')
  expect(Other).not.toBe(ServiceError)
  const thrown = new Other('forbidden', 'No.')
  expect(thrown).toBeInstanceOf(ServiceError)
  expect(toProblem(thrown, 'r')).toMatchObject({ status: 403, detail: 'No.' })
})

it('takes nothing else for one', () => {
  for (const value of [new Error('x'), null, 'x', { code: 'forbidden' }]) expect(value instanceof ServiceError).toBe(false)
})
