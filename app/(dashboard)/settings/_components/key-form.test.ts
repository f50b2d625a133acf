import { describe, expect, it } from 'vitest'
import { bindingHint, keyForm, keyInput } from './key-form'

const values = {
  name: 'Cloud API',
  scopes: ['gateway'],
  subcloud: '',
  expiry: '30',
  rateLimit: '',
  prefer: '',
  only: '',
  deny: '',
} as const

describe('keyForm', () => {
  it('leaves out what was not chosen', () => {
    const input = keyInput(keyForm.parse({ ...values, expiry: 'never' }), 0)
    expect(input).toEqual({ name: 'Cloud API', scopes: ['gateway'], subcloud: null, expiresAt: null, rateLimit: null, geo: null })
  })

  it('turns days into an instant and text into a number', () => {
    const input = keyInput(keyForm.parse({ ...values, rateLimit: '50' }), 0)
    expect(input).toMatchObject({ expiresAt: '1970-01-31T00:00:00.000Z', rateLimit: 50 })
  })

  it('reads geo tokens however they are separated, and leaves out empty lists', () => {
    const input = keyInput(keyForm.parse({ ...values, only: 'jurisdiction:EU27, country:CH\ncountry:CH' }), 0)
    expect(input.geo).toEqual({ only: ['jurisdiction:EU27', 'country:CH'] })
  })

  it('names the tokens that are none', () => {
    const result = keyForm.safeParse({ ...values, deny: 'country:HU SA' })
    expect(result.error?.issues).toMatchObject([{ path: ['deny'], message: expect.stringMatching(/^SA: /) }])
  })

  it('asks an owner’s key for its Subcloud', () => {
    expect(keyForm.safeParse({ ...values, scopes: ['owner'] }).success).toBe(false)
    expect(keyForm.safeParse({ ...values, scopes: ['owner'], subcloud: 'acme' }).success).toBe(true)
  })
})

describe('bindingHint', () => {
  it('says that an unbound route key serves general jobs only', () => {
    expect(bindingHint(['route'], '')).toContain('general jobs')
    expect(bindingHint(['route', 'gateway'], '')).toContain('any Subcloud')
    expect(bindingHint(['owner'], '')).toContain('needed')
  })
})
