// A fleet as a replica holds it, and rows of it.

import { compileConfig } from '@/server/core/config/compile'
import { defaultConfig } from '@/server/core/config/default'
import { FleetState } from '../fleet-state'
import { noGpsCountry } from '../gps-country'
import { judgeRecord } from '../node-geo'
import type { NodeLiveRecord, NodeRecord } from '../node-record'

export const config = compileConfig(defaultConfig(), 1)
export const now = 1_800_000_000_000
export const state = (under = config, onNode?: (id: string) => void) =>
  new FleetState(under, 'rme', (record, at, under) => judgeRecord(record, at, under, noGpsCountry, now), onNode)

export const record = (change: Partial<NodeRecord> = {}): NodeRecord => ({
  id: '0xb',
  operator: 'o',
  network: '9.9.0.0/16',
  environments: ['mainnet'],
  models: ['m'],
  gpu: 'g',
  vramGb: 24,
  slots: 4,
  endpoint: null,
  version: '1',
  joins: [],
  simulated: false,
  status: 'serving',
  firstSeenAt: now,
  regionTag: 'country:DE',
  gps: null,
  moving: null,
  addressPrefix: '9.9.9.0/24',
  addressHash: 'aa',
  addressFacts: {
    databases: [
      { source: 'a', country: 'DE' },
      { source: 'b', country: 'DE' },
    ],
    override: null,
    class: null,
  },
  lastConsistentAt: null,
  lastVerifiedAt: null,
  sessionId: 's',
  registeredAt: now,
  drainedAt: null,
  quarantinedUntil: null,
  ...change,
})
export const lease = (routerId: string, leased: number, nodeId = '0xb') => ({ routerId, nodeId, leased })
export const live = (change: Partial<NodeLiveRecord> = {}): NodeLiveRecord => ({
  nodeId: '0xb',
  inFlight: 0,
  failureRate: 0,
  lastSeenAt: now,
  liveUntil: now + 45_000,
  lastMessageAt: now,
  ...change,
})
