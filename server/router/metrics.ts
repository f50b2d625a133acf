import { Buckets } from '@/server/platform/observability/buckets'
import { counter, gauge, renderMetrics } from '@/server/platform/observability/metrics'
import type { RouterConditions } from '@/server/replica/router-conditions'

const decisions = counter({
  name: 'geo_decisions_total',
  help: 'Decisions by outcome: routed, or the refusal’s code.',
  labelNames: ['outcome'],
})
const seconds = new Buckets(
  'geo_decision_seconds',
  'Time from a request’s arrival to its decision being in the log.',
  [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5],
)
const spoolBytes = gauge({ name: 'geo_spool_bytes', help: 'Bytes of the log that are not in Postgres yet.' })
const drainLag = gauge({ name: 'geo_drain_lag_seconds', help: 'Time since the spool was last empty.' })
const drained = counter({ name: 'geo_drained_rows_total', help: 'Log records moved into Postgres.' })
const replicaAge = gauge({ name: 'geo_replica_age_seconds', help: 'Time since Postgres was last read.' })
const clockAhead = gauge({ name: 'geo_clock_ahead_seconds', help: 'By how much this machine’s clock is ahead of PostgreSQL’s.' })
const leases = gauge({ name: 'geo_leases_open', help: 'Leases that this router holds open.' })
const streams = gauge({ name: 'geo_streams_open', help: 'Streams of decisions that are open.' })
const hotZones = gauge({
  name: 'geo_hot_zones',
  help: 'Zones that shed jobs, counted once for each pool of nodes (environment, isolating Subcloud, model).',
})
const panicZones = gauge({ name: 'geo_panic_zones', help: 'Zones whose nodes count as live for longer because most fell silent.' })
const ejectedNodes = gauge({ name: 'geo_ejected_nodes', help: 'Nodes that this router has set aside for failing.' })
const shed = counter({ name: 'geo_shed_jobs_total', help: 'Jobs that were sent past their hot preferred zone.', labelNames: ['zone'] })
const heartbeats = counter({
  name: 'geo_agent_messages_total',
  help: 'Agents’ messages by purpose and result.',
  labelNames: ['purpose', 'result'],
})

export type Gauges = {
  spoolBytes: number
  drainLagMs: number
  replicaAgeMs: number | null
  openLeases: number
  openStreams: number
  conditions: RouterConditions
}

const messageResults = ['accepted', 'refused'] as const
type MessageResult = (typeof messageResults)[number]

const count = (counts: Map<string, number>, of: string): void => void counts.set(of, (counts.get(of) ?? 0) + 1)

/** `read` is asked for the gauges whenever somebody looks. */
export function createMetrics(read: () => Gauges) {
  // A labelled counter hashes its labels at each step: what is counted often is counted here and told when somebody looks.
  const untold = new Map<string, number>()
  const untoldMessages: Record<MessageResult, Map<string, number>> = { accepted: new Map(), refused: new Map() }
  let routed = 0
  return {
    /** `refusal`: its code. */
    decided: (refusal: string | null, tookUs: number) => {
      if (refusal === null) routed++
      else count(untold, refusal)
      seconds.observe(tookUs / 1e6)
    },
    shed: (zone: string) => shed.inc({ zone }),
    clockAhead: (ms: number) => clockAhead.set(ms / 1000),
    drained: (rows: number) => drained.inc(rows),
    message: (purpose: string, result: MessageResult) => count(untoldMessages[result], purpose),
    text: async () => {
      for (const [outcome, count] of untold) decisions.inc({ outcome }, count)
      untold.clear()
      for (const result of messageResults) {
        for (const [purpose, times] of untoldMessages[result]) heartbeats.inc({ purpose, result }, times)
        untoldMessages[result].clear()
      }
      decisions.inc({ outcome: 'routed' }, routed)
      routed = 0
      const now = read()
      spoolBytes.set(now.spoolBytes)
      drainLag.set(now.drainLagMs / 1000)
      replicaAge.set(now.replicaAgeMs === null ? Number.NaN : now.replicaAgeMs / 1000)
      leases.set(now.openLeases)
      streams.set(now.openStreams)
      hotZones.set(now.conditions.hot.length)
      panicZones.set(now.conditions.panic.length)
      ejectedNodes.set(now.conditions.ejected.length)
      return renderMetrics()
    },
  }
}

export type RouterMetrics = ReturnType<typeof createMetrics>
