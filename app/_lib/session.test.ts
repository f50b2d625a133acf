import { expect, it, vi } from 'vitest'
import { SessionWatch } from './session'

it('ends with a refusal, and holds again with the next answer', () => {
  const session = new SessionWatch()
  const heard = vi.fn()
  session.subscribe(heard)
  session.ask()(true)
  expect(heard).not.toHaveBeenCalled()
  session.ask()(false)
  expect(session.hasEnded()).toBe(true)
  session.ask()(true)
  expect(session.hasEnded()).toBe(false)
  expect(heard).toHaveBeenCalledTimes(2)
})

it('is not brought back by an answer to what was asked before it ended', () => {
  const session = new SessionWatch()
  const slow = session.ask()
  session.ask()(false)
  slow(true)
  expect(session.hasEnded()).toBe(true)
})

it('is not ended by the refusal of what was asked before it was brought back', () => {
  const session = new SessionWatch()
  session.ask()(false)
  const slow = session.ask()
  session.ask()(true)
  slow(false)
  expect(session.hasEnded()).toBe(false)
})
