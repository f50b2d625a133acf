import { createLoader } from 'nuqs/server'
import { expect, it } from 'vitest'
import type { DecisionDetail } from '@/server/control/services/decisions/schemas'
import { simulatorParams } from '../(dashboard)/simulator/search-params'
import { askFor, askFrom, simulatorLink } from './simulator-link'

const load = createLoader(simulatorParams)
const job = {
  model: 'llama',
  environment: 'testnet',
  subcloud: 'acme',
  origin: { country: 'FR', subdivision: null, zone: 'EU', source: 'geoip', confidence: 'medium' },
  trace: {
    seed: '0197',
    request: {
      geo: { prefer: ['zone:SEA'], only: ['jurisdiction:EU27', 'country:CH'], deny: [], fallback: 'none' },
      requirements: { minVramGb: 24, gpu: 'RTX 4090' },
      affinityKey: 'conv-17',
    },
  },
} as unknown as DecisionDetail

it('asks what the job asked, as far as it may be shown', () => {
  expect(load(new URL(simulatorLink(job), 'http://x'))).toMatchObject({
    place: 'country:FR',
    at: null,
    confidence: 'medium',
    model: 'llama',
    environment: 'testnet',
    subcloud: 'acme',
    prefer: ['zone:SEA'],
    only: ['jurisdiction:EU27', 'country:CH'],
    deny: [],
    fallback: 'none',
    vram: 24,
    gpu: 'RTX 4090',
    affinity: 'conv-17',
    seed: '0197',
  })
})

it('asks from a declared zone, from a subdivision, or from nowhere known', () => {
  const from = (origin: object) =>
    load(new URL(simulatorLink({ ...job, trace: null, origin: { ...job.origin, ...origin } }), 'http://x')).place
  expect(from({ country: null })).toBe('zone:EU')
  expect(from({ country: 'US', subdivision: 'US-CA' })).toBe('subdivision:US-CA')
  expect(from({ country: null, zone: null, confidence: 'none' })).toBeNull()
})

it('asks from a zone, or for a Subcloud, and leaves the rest open', () => {
  expect(load(new URL(askFrom('EU-W'), 'http://x'))).toMatchObject({ place: 'zone:EU-W', subcloud: null, model: null })
  expect(load(new URL(askFor('acme'), 'http://x'))).toMatchObject({ place: null, subcloud: 'acme' })
})
