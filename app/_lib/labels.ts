// Words for the codes that the screens show. A badge's explanation is here when it is not a reason of reasons.ts.

import type { NodeCondition } from '@/server/control/services/nodes/schemas'
import type { ConditionId, GateState } from '@/server/core/activation/types'
import type { TrustLevel } from '@/server/core/config/schema'
import type { FilterName, PreferredSource, Rung } from '@/server/core/routing/types'

type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad'
export type Label = { label: string; tone: Tone; means: string }

export const gateLabels: Record<GateState, Label> = {
  off: {
    label: 'Off',
    tone: 'neutral',
    means: 'Jobs go by capability and availability inside their boundary; neither zone nor distance counts.',
  },
  shadow: { label: 'Shadow', tone: 'accent', means: 'The geo decision is computed and logged beside the agnostic one, but not applied.' },
  canary: {
    label: 'Canary',
    tone: 'accent',
    means: 'Geo-routing is applied for a share of the tenants; the others are recorded in shadow.',
  },
  on: { label: 'On', tone: 'ok', means: 'Geo-routing is applied to every job.' },
  suspended: {
    label: 'Suspended',
    tone: 'bad',
    means: 'A condition was lost, so preference routing stopped by itself. Boundaries still hold.',
  },
}

export const trustLabels: Record<TrustLevel, Label & { letter: string }> = {
  verified: { label: 'Verified', letter: 'V', tone: 'ok', means: 'Measured round-trip times prove that the node is inside the area.' },
  consistent: {
    label: 'Consistent',
    letter: 'C',
    tone: 'ok',
    means: 'Independent address evidence agrees with what the node states, and nothing speaks against it.',
  },
  unverified: {
    label: 'Unverified',
    letter: 'U',
    tone: 'neutral',
    means: 'Too little evidence, too old, or from a relay. Restricted boundaries leave it out unless they ask for no trust.',
  },
  contradicted: {
    label: 'Contradicted',
    letter: 'X',
    tone: 'warn',
    means: 'Tag, GPS and address disagree. The node is in no restricted boundary and has no zone.',
  },
  impossible: { label: 'Impossible', letter: '!', tone: 'bad', means: 'Physics refutes the stated place. The node is quarantined.' },
}

export const nodeConditionLabels: Record<NodeCondition, Label> = {
  live: { label: 'Live', tone: 'ok', means: 'Its last heartbeat is recent enough.' },
  offline: { label: 'Offline', tone: 'bad', means: 'No heartbeat for three intervals, at least 45 s.' },
  draining: { label: 'Draining', tone: 'warn', means: 'The node itself said that it takes no new jobs.' },
  drained: { label: 'Drained', tone: 'warn', means: 'An admin keeps new jobs away from it.' },
  quarantined: { label: 'Quarantined', tone: 'bad', means: 'Its stated place was refuted; it takes no jobs until the quarantine ends.' },
  left: { label: 'Left', tone: 'neutral', means: 'The node signed off.' },
}

export const rungLabels: Record<Rung, Label> = {
  preferred: { label: 'Preferred', tone: 'ok', means: 'Served in the preferred place.' },
  ancestor: { label: 'Ancestor', tone: 'accent', means: 'Served in a zone that contains the preferred one.' },
  adjacent: {
    label: 'Adjacent',
    tone: 'warn',
    means: 'Served in a neighbouring zone: none in the preferred place could take it, or it was shed.',
  },
  global: { label: 'Global', tone: 'warn', means: 'Served from the global pool.' },
  agnostic: { label: 'Agnostic', tone: 'neutral', means: 'Served without regard to zones, because the gate did not apply geo-routing.' },
}

export const conditionLabels: Record<ConditionId, { label: string; means: string }> = {
  endpoints: { label: 'Endpoints', means: 'Cloud and Network endpoints are healthy in enough regions for long enough.' },
  metadata: { label: 'Metadata', means: 'Of the slots on established live nodes, this share reports fresh geo metadata with a country.' },
  trust: {
    label: 'Trust',
    means: 'Enough of the zone’s slots were judged lately and came out consistent or better, with vantage points to measure from.',
  },
  coverage: {
    label: 'Coverage',
    means: 'Each served model has enough nodes, operators, networks and slots, even without its largest operator.',
  },
  fallback: { label: 'Fallback', means: 'The other zones can absorb this zone’s peak.' },
}

export const sourceLabels: Record<PreferredSource, string> = {
  request: 'the request',
  key: 'the API key',
  subcloud: 'the Subcloud',
  origin: 'the origin’s zone',
  nearest: 'the nearest zone',
  none: 'nothing',
}

/** In words that follow a number: "3 lack the model". */
export const filterLabels: Record<FilterName, string> = {
  environment: 'serve another environment',
  liveness: 'are offline',
  drained: 'are drained or leaving',
  model: 'lack the model',
  hardware: 'lack the hardware',
  subcloud: 'are not members',
  ban: 'are banned',
  boundary: 'are outside the boundary',
  trust: 'are not trusted enough',
  tried: 'were tried already',
  capacity: 'have no free slot',
}

export const refusalLabels: Record<string, string> = {
  geo_origin_denied: 'Origin denied',
  geo_unsatisfiable: 'Unsatisfiable',
  geo_no_eligible_node: 'No eligible node',
  geo_zone_saturated: 'Saturated',
  geo_snapshot_stale: 'Fleet state stale',
}
