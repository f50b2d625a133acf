import { describe, expect, it } from 'vitest'
import { readyCurl } from './ready-curl'

const call = { base: 'http://x', secret: 's', model: 'llama', subcloud: null }

describe('readyCurl', () => {
  it('states a client only where the key may', () => {
    expect(readyCurl({ ...call, scopes: ['gateway'] })).toContain('"client"')
    expect(readyCurl({ ...call, scopes: ['route'] })).not.toContain('"client"')
  })

  it('names the Subcloud that the key is bound to, and a model that is there', () => {
    expect(readyCurl({ ...call, scopes: ['route'], subcloud: 'acme' })).toContain('{"model":"llama","subcloud":"acme",')
  })

  it('continues every line but the last', () => {
    const lines = readyCurl({ ...call, scopes: ['gateway'] }).split('\n')
    expect(lines.map((line) => line.endsWith('\\'))).toEqual([true, true, true, false])
  })

  it('reads where the key cannot route', () => {
    expect(readyCurl({ ...call, scopes: ['read'] })).toContain('/api/v1/zones')
    expect(readyCurl({ ...call, scopes: ['endpoint'] })).toContain('/endpoints/heartbeat')
  })
})
