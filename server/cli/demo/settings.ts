import type { Config } from '@/server/core/config/schema'
import type { Api } from './client'

export const demoModels = ['llama-3.1-8b-instruct', 'mistral-7b-instruct', 'qwen2.5-14b-instruct', 'llama-3.1-70b-instruct'] as const

const subclouds = (owner: string) => [
  {
    slug: 'union-health',
    name: 'Union Health',
    owner,
    policy: { boundary: { allow: ['jurisdiction:EU27'] }, prefer: ['zone:EU'], fallback: 'adjacent' },
  },
  {
    slug: 'gulf-notary',
    name: 'Gulf Notary',
    owner,
    policy: { boundary: { allow: ['country:AE', 'country:SA', 'country:QA', 'country:TR'] }, fallback: 'none' },
  },
  { slug: 'straits-chat', name: 'Straits Chat', owner, policy: { prefer: ['zone:SEA'], fallback: 'global' } },
  {
    slug: 'americas-press',
    name: 'Americas Press',
    owner,
    policy: { boundary: { allow: ['zone:NA', 'zone:SA'], deny: ['country:VE'] }, minTrust: 'consistent' },
  },
]

/** The gate's hours become seconds, so that one can watch the gate go up by itself. */
const gate = {
  upAfterS: 30,
  shadowMinS: 60,
  stateMinS: 20,
  downAfterS: 30,
  recoverAfterS: 45,
  endpoints: { regions: 2, healthyS: 30 },
  metadata: { nodeAgeS: 20, freshS: 600, targetPct: 95 },
  coverage: { demandWindowS: 900 },
}

/** Publishes the demonstration's Subclouds, models and shortened gate over what is there. Published already: nothing to do. */
export async function publishDemoConfig(api: Api, adminKey: string, owner: string): Promise<void> {
  const { revision, ...config } = await api.call<Config & { revision: number }>('GET', '/config', { key: adminKey })
  if (config.models.includes(demoModels[0])) return
  const body = {
    config: { ...config, models: demoModels, subclouds: subclouds(owner), gate },
    baseRevision: revision,
    comment: 'Demonstration: models, Subclouds, shortened gate',
  }
  await api.call('POST', '/config/publish', { key: adminKey, body })
}

export const demoSubclouds = subclouds('').map((subcloud) => subcloud.slug)
