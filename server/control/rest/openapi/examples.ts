// By method and path. The document's test holds each against its schema.

const nodeId = '0x52908400098527886e0f7030069857d2e4169ee7'
const decisionId = '0197f3a2-6c1e-7b3a-9c55-0d6a5b1f2e44'
const leaseId = 'r1.0197f3a2-6c1e-7b3a-9c55-0d6a5b1f2e44'

const request = {
  model: 'llama-3.1-8b-instruct',
  subcloud: 'acme-eu',
  client: { country: 'FR' },
  geo: { prefer: ['zone:EU'], only: ['jurisdiction:EU27'], deny: ['country:HU'] },
  requirements: { minVramGb: 24 },
  affinityKey: 'conv-17',
}
const decision = {
  decisionId,
  outcome: 'routed',
  revision: 42,
  gate: 'on',
  geoApplied: true,
  origin: { country: 'FR', zone: 'EU', source: 'stated', confidence: 'high' },
  preferredZone: 'EU',
  preferredSource: 'request',
  servedZone: 'EU',
  servedCountry: 'DE',
  rung: 'preferred',
  fallback: false,
  node: { id: nodeId, endpoint: 'https://node.example.com' },
  lease: { id: leaseId, expiresAt: '2026-01-31T12:02:00.000Z' },
  boundary: { hash: 'sha256:8f0c6d1e', tokens: ['jurisdiction:EU27', '!country:HU'] },
  reasons: ['origin_stated', 'preference_request', 'ladder_preferred'],
}
const message = {
  audience: 'local',
  nodeId,
  timestamp: '2026-01-31T12:00:00Z',
  nonce: '5f0d2f1c9a7e4b38',
}
const signature = `0x${'5c'.repeat(64)}1b`
const node = {
  nodeId,
  status: 'serving',
  intervalS: 15.4,
  liveUntil: '2026-01-31T12:00:46.000Z',
  zone: 'EU',
  country: 'DE',
  trust: 'consistent',
  why: [{ code: 'trust_address_agrees', text: 'Independent databases place its address where it says it is.' }],
  drained: false,
}
const published = { revision: 43 }

export const examples: Readonly<Record<string, { body?: unknown; answer?: unknown }>> = {
  'POST /route': { body: request, answer: decision },
  'POST /route/batch': { body: { requests: [request] }, answer: { results: [{ status: 200, ...decision }] } },
  'POST /route/stream': { body: { id: 'a-1', ...request }, answer: { id: 'a-1', status: 200, ...decision } },
  'POST /leases/{id}/complete': {
    body: { outcome: 'completed', latencyMs: 812, tokens: 640 },
    answer: { leaseId, outcome: 'completed', geoChanged: false },
  },
  'POST /nodes/register': {
    body: {
      purpose: 'register',
      ...message,
      payload: {
        operator: 'acme-gpus',
        environment: ['mainnet'],
        models: ['llama-3.1-8b-instruct'],
        gpu: 'RTX 4090',
        vramGb: 24,
        slots: 4,
        version: '1.8.0',
        regionTag: 'country:DE',
        gps: { lng: 8.68, lat: 50.11, accuracyM: 500 },
        endpoint: 'https://node.example.com',
        joins: ['acme-eu'],
      },
      signature,
    },
    answer: { ...node, session: { id: 'q1w2e3r4t5y6', secret: 'mZ6l3cE0uV8kqk3VbWcY0oS7b2W4e5x1G9hJtRfNdLw' } },
  },
  'POST /nodes/heartbeat': { body: { purpose: 'heartbeat', ...message, payload: { inFlight: 2 }, mac: 'a7'.repeat(32) }, answer: node },
  'POST /nodes/leave': {
    body: { purpose: 'leave', ...message, payload: { reason: 'maintenance' }, signature },
    answer: { nodeId, status: 'left' },
  },
  'POST /endpoints/heartbeat': {
    body: { id: 'fra-1', role: 'cloud', region: 'eu-central', point: { lng: 8.68, lat: 50.11 } },
    answer: { id: 'fra-1', intervalS: 14.2, healthySince: '2026-01-30T08:00:00.000Z' },
  },
  'POST /activation/override': {
    body: { state: 'off', zone: 'EU', reason: 'Incident at a carrier', expiresAt: '2026-02-01T00:00:00Z' },
    answer: {
      id: decisionId,
      state: 'off',
      zone: 'EU',
      canaryPct: null,
      reason: 'Incident at a carrier',
      createdBy: decisionId,
      createdAt: '2026-01-31T12:00:00.000Z',
      expiresAt: '2026-02-01T00:00:00.000Z',
    },
  },
  'POST /config/check': {
    body: { config: { zones: [{ code: 'EU', name: 'Europe', countries: ['DE', 'FR'], anchors: [{ lng: 8.68, lat: 50.11 }] }] } },
    answer: { ok: true, errors: [], warnings: [] },
  },
  'POST /config/revert': { body: { to: 41, comment: 'Back to before the move of Cyprus' }, answer: published },
  'POST /subclouds': { body: { slug: 'acme-eu', name: 'Acme Europe', owner: 'owner@example.com' }, answer: published },
  'PUT /subclouds/{slug}/policy': {
    body: {
      policy: { boundary: { allow: ['jurisdiction:EU27'], deny: ['country:HU'] }, prefer: ['zone:EU'], fallback: 'adjacent' },
      baseRevision: 42,
      comment: 'Stay within the Union',
    },
    answer: published,
  },
  'POST /keys': {
    body: { name: 'nightly', scopes: ['route'], subcloud: 'acme-eu', geo: { only: ['jurisdiction:EU27'] }, rateLimit: 50 },
  },
  'POST /nodes/{id}/drain': { body: { reason: 'Reports the wrong model' }, answer: { id: nodeId, drained: true } },
}
