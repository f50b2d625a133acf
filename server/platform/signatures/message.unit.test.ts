import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { beforeEach, describe, expect, it } from 'vitest'
import { canonicalJson } from '@/server/core/json/canonical'
import type { ServiceError } from '../errors'
import type { Purpose } from './envelope'
import { macAgentMessage, signAgentMessage, verifyAgentMessage } from './message'
import { createNonceWindow, type NonceWindow } from './nonces'
import { sessionSecret } from './session'

const now = Date.parse('2026-03-01T12:00:00Z')
const account = privateKeyToAccount(generatePrivateKey())
const stranger = privateKeyToAccount(generatePrivateKey())
const nodeId = account.address.toLowerCase()
const secret = sessionSecret('master', nodeId, 'session-1')
const payload = {
  operator: 'op',
  environment: ['mainnet'],
  models: ['m'],
  gpu: 'RTX 4090',
  vramGb: 24,
  slots: 4,
  version: '1.0.0',
  regionTag: 'zone:EU',
}

let nonces: NonceWindow
beforeEach(() => {
  nonces = createNonceWindow()
})

const sign = (purpose: Purpose, over: object = {}) =>
  signAgentMessage(account, {
    purpose,
    audience: 'local',
    payload: purpose === 'register' ? payload : {},
    timestamp: new Date(now).toISOString(),
    ...over,
  })
const verify = async (body: unknown, purpose: Purpose, at = now, more: object = {}) =>
  verifyAgentMessage(body, {
    purpose,
    networkId: 'local',
    now: at,
    nonces,
    sessionSecret: (id) => (id === nodeId ? secret : null),
    ...more,
  })
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: ServiceError) => error.code,
  )

describe('agents’ messages', () => {
  it('understands the usual words for a status, and guesses at none', async () => {
    const statusOf = async (status: string) =>
      (await verify(await sign('heartbeat', { payload: { status } }), 'heartbeat')).payload as { status?: string }
    expect((await statusOf('online')).status).toBe('serving')
    expect((await statusOf('drained')).status).toBe('draining')
    expect(await codeOf(statusOf('resting'))).toBe('invalid_request')
  })

  it('accepts a signed registration and gives its payload', async () => {
    const message = await verify(await sign('register'), 'register')
    expect(message).toMatchObject({
      nodeId,
      by: 'signature',
      timestamp: now,
      payload,
    })
  })

  it('n08 refuses a replayed nonce, also at the edge of the clock’s tolerance and when sent twice at once', async () => {
    const body = await sign('heartbeat', {
      timestamp: new Date(now + 60_000).toISOString(),
    })
    expect(await codeOf(verify(body, 'heartbeat'))).toBe('accepted')
    expect(await codeOf(verify(body, 'heartbeat'))).toBe('unauthenticated')
    expect(await codeOf(verify(body, 'heartbeat', now + 120_000))).toBe('unauthenticated')
    const other = await sign('heartbeat')
    const both = await Promise.all([codeOf(verify(other, 'heartbeat')), codeOf(verify(other, 'heartbeat'))])
    expect(both.sort()).toEqual(['accepted', 'unauthenticated'])
  })

  it('n08 refuses a clock two minutes off, either way, and accepts one a minute off', async () => {
    for (const offset of [-120_000, 120_000]) {
      expect(
        await codeOf(
          verify(
            await sign('heartbeat', {
              timestamp: new Date(now + offset).toISOString(),
            }),
            'heartbeat',
          ),
        ),
      ).toBe('unauthenticated')
    }
    for (const offset of [-60_000, 60_000]) {
      expect(
        await codeOf(
          verify(
            await sign('heartbeat', {
              timestamp: new Date(now + offset).toISOString(),
            }),
            'heartbeat',
          ),
        ),
      ).toBe('accepted')
    }
  })

  it('n08 refuses another node’s key, another audience, and a heartbeat spent as a leave', async () => {
    const byStranger = await signAgentMessage(stranger, {
      purpose: 'register',
      audience: 'local',
      nodeId,
      payload,
      timestamp: new Date(now).toISOString(),
    })
    expect(await codeOf(verify(byStranger, 'register'))).toBe('unauthenticated')
    expect(await codeOf(verify(await sign('register', { audience: 'elsewhere' }), 'register'))).toBe('unauthenticated')
    expect(await codeOf(verify(await sign('heartbeat'), 'leave'))).toBe('unauthenticated')
  })

  it('n08 refuses any change to what was signed', async () => {
    const body = await sign('register')
    for (const change of [
      { nonce: 'another-nonce' },
      { payload: { ...payload, slots: 400 } },
      { timestamp: new Date(now + 1).toISOString() },
      { purpose: 'heartbeat' },
    ]) {
      expect(await codeOf(verify({ ...body, ...change }, 'register'))).toBe('unauthenticated')
    }
    // A relabelled audience or purpose fails even where it then matches what is asked.
    expect(
      await codeOf(
        verify(
          {
            ...(await sign('register', { audience: 'elsewhere' })),
            audience: 'local',
          },
          'register',
        ),
      ),
    ).toBe('unauthenticated')
    expect(await codeOf(verify({ ...(await sign('heartbeat')), purpose: 'leave' }, 'leave'))).toBe('unauthenticated')
  })

  it('does not spend the nonce of a message that it refused', async () => {
    const body = await sign('register')
    expect(await codeOf(verify({ ...body, signature: `0x${'11'.repeat(65)}` }, 'register'))).toBe('unauthenticated')
    expect(await codeOf(verify(body, 'register'))).toBe('accepted')
  })

  it('refuses a signature that is missing or no signature at all', async () => {
    const { signature, ...unsigned } = await sign('register')
    for (const body of [
      unsigned,
      { ...unsigned, signature: '0xdead' },
      { ...unsigned, signature: '' },
      { ...unsigned, signature: `0x${'00'.repeat(65)}` },
    ]) {
      expect(await codeOf(verify(body, 'register'))).toBe('unauthenticated')
    }
    expect(signature).toMatch(/^0x/)
  })

  it('signs the canonical form, so that the order of keys does not matter', async () => {
    const body = await sign('register')
    const reversed = JSON.parse(JSON.stringify(body, [...Object.keys(body), ...Object.keys(payload)].reverse()))
    expect(Object.keys(reversed)[0]).not.toBe(Object.keys(body)[0])
    expect(await codeOf(verify(reversed, 'register'))).toBe('accepted')
    const { signature, ...six } = body
    expect(await account.signMessage({ message: canonicalJson(six) })).toBe(signature)
  })

  it('accepts a MAC of the present session for heartbeats alone', async () => {
    const beat = (purpose: Purpose, key = secret) =>
      macAgentMessage(key, {
        purpose,
        audience: 'local',
        nodeId,
        payload: {},
        timestamp: new Date(now).toISOString(),
      })
    expect(await verify(beat('heartbeat'), 'heartbeat')).toMatchObject({
      by: 'mac',
      nodeId,
    })
    expect(await codeOf(verify(beat('heartbeat', sessionSecret('master', nodeId, 'session-0')), 'heartbeat'))).toBe('unauthenticated')
    expect(await codeOf(verify({ ...beat('heartbeat'), payload: { slots: 9 } }, 'heartbeat'))).toBe('unauthenticated')
    expect(await codeOf(verify(beat('leave'), 'leave'))).toBe('unauthenticated')
    expect(
      await codeOf(
        verify(beat('heartbeat'), 'heartbeat', now, {
          sessionSecret: () => null,
        }),
      ),
    ).toBe('unauthenticated')
  })

  it('refuses what is not after the newest message known from before a restart', async () => {
    expect(
      await codeOf(
        verify(await sign('heartbeat'), 'heartbeat', now, {
          notBefore: () => now,
        }),
      ),
    ).toBe('unauthenticated')
    expect(
      await codeOf(
        verify(await sign('heartbeat'), 'heartbeat', now, {
          notBefore: () => now - 1,
        }),
      ),
    ).toBe('accepted')
  })

  it('says what is wrong with a malformed envelope or payload', async () => {
    for (const body of [
      null,
      7,
      'x',
      [],
      {},
      { ...(await sign('register')), extra: 1 },
      { ...(await sign('register')), nodeId: '0x12' },
      { ...(await sign('register')), timestamp: 'noon' },
    ]) {
      expect(await codeOf(verify(body, 'register'))).toBe('invalid_request')
    }
    for (const bad of [
      { ...payload, colour: 'red' },
      { ...payload, slots: -1 },
      { ...payload, models: Array(201).fill('m') },
      { operator: 'op' },
      { ...payload, gps: { lng: 500, lat: 0, accuracyM: 1 } },
    ]) {
      expect(await codeOf(verify(await sign('register', { payload: bad }), 'register'))).toBe('invalid_request')
    }
    expect(await codeOf(verify(await sign('heartbeat', { payload: { slots: 2, regionTag: null } }), 'heartbeat'))).toBe('accepted')
  })

  it('refuses a message too large or without a canonical form', async () => {
    expect(
      await codeOf(
        verify(
          {
            ...(await sign('register')),
            payload: { ...payload, operator: 'x'.repeat(70_000) },
          },
          'register',
        ),
      ),
    ).toBe('too_large')
    expect(
      await codeOf(
        verify(
          {
            ...(await sign('register')),
            payload: { ...payload, operator: '\ud800' },
          },
          'register',
        ),
      ),
    ).toBe('unauthenticated')
  })
})
