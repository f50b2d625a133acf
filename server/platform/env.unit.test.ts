import { describe, expect, it } from 'vitest'
import { EnvError, readEnv } from './env'

function linesOf(source: Record<string, string>): readonly string[] {
  try {
    readEnv(source)
  } catch (error) {
    if (error instanceof EnvError) return error.lines
    throw error
  }
  return []
}

describe('readEnv', () => {
  it('has a default for everything', () => {
    expect(readEnv({})).toMatchObject({
      databaseUrl: null,
      host: '127.0.0.1',
      port: 3000,
      routerPort: 4000,
      routerUrl: 'http://127.0.0.1:4000',
      routerAdvertiseUrl: 'http://127.0.0.1:4000',
      trustedProxies: [],
      networkId: 'local',
      logLevel: 'info',
      demo: false,
    })
  })

  it('counts an empty value as absent', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '', TRUSTED_PROXIES: '' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
      trustedProxies: [],
    })
  })

  it('reads proxies with blanks, single addresses and both families', () => {
    expect(readEnv({ TRUSTED_PROXIES: ' 10.0.0.0/8, 192.0.2.1 ,::1' }).trustedProxies).toEqual(['10.0.0.0/8', '192.0.2.1/32', '::1/128'])
  })

  it('never names a wildcard address as a destination', () => {
    expect(readEnv({ HOST: '0.0.0.0', ROUTER_PORT: '4100' }).routerUrl).toBe('http://127.0.0.1:4100')
    expect(readEnv({ HOST: '::' }).routerUrl).toBe('http://[::1]:4000')
  })

  it.each([
    ['PORT', 'abc'],
    ['PORT', '0'],
    ['PORT', '70000'],
    ['ROUTER_PORT', '4000.5'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['DATABASE_URL', 'not a url'],
    ['HOST', 'a b'],
    ['ROUTER_URL', 'ftp://x'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'everyone'],
    ['NETWORK_ID', 'a b'],
    ['BOOTSTRAP_ADMIN_EMAIL', 'nobody'],
    ['BOOTSTRAP_ADMIN_PASSWORD', 'short'],
    ['BOOTSTRAP_API_KEY', 'with space inside'],
    ['LOG_LEVEL', 'loud'],
    ['DEMO', 'perhaps'],
  ])('refuses %s=%s with one line that names it', (name, value) => {
    const lines = linesOf({ [name]: value })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(new RegExp(`^${name}: must be .+`))
    expect(lines[0]).not.toContain('\n')
  })

  it('names every bad variable at once', () => {
    expect(linesOf({ PORT: 'x', LOG_LEVEL: 'y' })).toHaveLength(2)
  })

  it('repeats no secret', () => {
    expect(linesOf({ BOOTSTRAP_ADMIN_PASSWORD: 'hunter2', DATABASE_URL: 'mysql://u:hunter2@h/d' }).join()).not.toContain('hunter2')
  })

  it('refuses one port for both', () => {
    expect(linesOf({ PORT: '4000' })).toHaveLength(1)
  })
})
