import { describe, expect, it, vi } from 'vitest'
import { KeptStore } from './kept-store'

const blank = { name: '', scopes: ['gateway'] }

describe('what was typed', () => {
  it('is there until it is forgotten, each in its own place', () => {
    const store = new KeptStore()
    store.keep('a/form', { ...blank, name: 'Cloud API' }, blank)
    store.keep('b/form', { ...blank, name: 'Other' }, blank)
    store.forget('b/form')
    expect(store.read('a/form')).toEqual({ name: 'Cloud API', scopes: ['gateway'] })
    expect(store.read('b/form')).toBeUndefined()
    expect(store.isEmpty()).toBe(false)
  })

  it('is nothing to lose once it is as it was at first', () => {
    const store = new KeptStore()
    store.keep('form', { ...blank, name: 'x' }, blank)
    store.keep('form', { name: '', scopes: ['gateway'] }, blank)
    expect(store.isEmpty()).toBe(true)
  })

  it('may be nothing, where something stood at first', () => {
    const store = new KeptStore()
    store.keep('code', '', 'EU')
    expect(store.read('code')).toBe('')
  })

  it('tells of each change, and of nothing else', () => {
    const store = new KeptStore()
    const listener = vi.fn()
    const leave = store.subscribe(listener)
    store.forget('form')
    expect(listener).toHaveBeenCalledTimes(0)
    store.keep('form', 'x', '')
    store.forget('form')
    expect(listener).toHaveBeenCalledTimes(2)
    leave()
    store.keep('form', 'x', '')
    expect(listener).toHaveBeenCalledTimes(2)
  })
})
