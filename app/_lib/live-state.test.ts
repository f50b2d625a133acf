import { describe, expect, it } from 'vitest'
import { knownAt, liveState } from './live-state'

const base = { paused: false, status: 'pending', connected: true, lastAt: 1000, now: 2000, staleAfterMs: 15_000 } as const

describe('liveState', () => {
  it('is live while events come', () => expect(liveState(base)).toBe('live'))
  it('is stale when the link is up but silent', () => expect(liveState({ ...base, now: 20_000 })).toBe('stale'))
  it('is stale, not merely reconnecting, once what is shown is old', () =>
    expect(liveState({ ...base, status: 'connecting', now: 20_000 })).toBe('stale'))
  it('is live, however silent, where silence is no bad sign', () =>
    expect(liveState({ ...base, staleAfterMs: null, now: 90_000 })).toBe('live'))
  it('is stale when the server is cut off from the database, whatever it goes on telling', () =>
    expect(liveState({ ...base, connected: false })).toBe('stale'))
  it('says reconnecting only of a link that there was', () => {
    expect(liveState({ ...base, status: 'connecting', lastAt: null })).toBe('connecting')
    expect(liveState({ ...base, status: 'connecting' })).toBe('reconnecting')
    expect(liveState({ ...base, status: 'error', lastAt: null })).toBe('reconnecting')
  })
  it('is paused above all: nobody expects news', () => expect(liveState({ ...base, paused: true, now: 90_000 })).toBe('paused'))
})

it('what is told without the database is as old as its last word', () => {
  expect(knownAt({ connected: false, refreshedAt: 40 }, 90)).toBe(40)
  expect(knownAt({ connected: true, refreshedAt: 40 }, 90)).toBe(90)
  expect(knownAt(undefined, 90)).toBe(90)
})
