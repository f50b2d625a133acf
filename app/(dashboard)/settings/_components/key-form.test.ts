import { describe, expect, it } from 'vitest'
import { keyForm, keyInput, readyCurl } from './key-form'

const values = { name: 'Cloud API', scopes: ['gateway'], subcloud: '', expiry: '30', rateLimit: '' } as const

describe('keyForm', () => {
  it('leaves out what was not chosen', () => {
    const input = keyInput(keyForm.parse({ ...values, expiry: 'never' }), 0)
    expect(input).toEqual({ name: 'Cloud API', scopes: ['gateway'], subcloud: null, expiresAt: null, rateLimit: null })
  })

  it('turns days into an instant and text into a number', () => {
    const input = keyInput(keyForm.parse({ ...values, rateLimit: '50' }), 0)
    expect(input).toMatchObject({ expiresAt: '1970-01-31T00:00:00.000Z', rateLimit: 50 })
  })

  it('asks an owner’s key for its Subcloud', () => {
    expect(keyForm.safeParse({ ...values, scopes: ['owner'] }).success).toBe(false)
    expect(keyForm.safeParse({ ...values, scopes: ['owner'], subcloud: 'acme' }).success).toBe(true)
  })
})

describe('readyCurl', () => {
  it('states a client only where the key may', () => {
    expect(readyCurl('http://x', 's', ['gateway'], null)).toContain('"client"')
    expect(readyCurl('http://x', 's', ['route'], 'acme')).not.toContain('"client"')
    expect(readyCurl('http://x', 's', ['route'], 'acme')).toContain('"subcloud":"acme"')
  })

  it('reads where the key cannot route', () => {
    expect(readyCurl('http://x', 's', ['read'], null)).toContain('/api/v1/zones')
    expect(readyCurl('http://x', 's', ['endpoint'], null)).toContain('/endpoints/heartbeat')
  })
})
