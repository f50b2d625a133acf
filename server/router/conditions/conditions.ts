// What decisions are told of load, silence and failures. A look a second adds up the fleet and takes each pool and zone a step
// on; what jobs do in between (leases, budgets, ejections) counts at once. Nothing of it is shared between routers but what they
// see alike: the nodes' leases, reports and failure rates. It lives in memory; a restart begins with everything cool.

import type { Logger } from 'pino'
import type { ZoneCode } from '@/server/core/geo/place'
import type { Decided } from '@/server/core/routing/decided'
import { calm, type PanicState, stepPanic } from '@/server/core/routing/panic/step-panic'
import { type PoolState, spillOf, stepPool } from '@/server/core/routing/spill/step-pool'
import { type FleetTally, tallyFleet } from '@/server/core/routing/spill/tally'
import type { PoolKey, PoolSpill } from '@/server/core/routing/spill/types'
import type { NodeId } from '@/server/core/routing/types'
import { inSlices } from '@/server/platform/in-slices'
import type { LiveReplica } from '@/server/replica/replica'
import type { RouterConditions } from '@/server/replica/router-conditions'
import { SpillBudgets } from './budgets'
import { AskedPools, type Demand, noFlows } from './demand'
import { Ejections } from './ejections'
import { reportHot } from './report'

const lookEveryMs = 1_000
/** A large fleet is looked at less often, so that looking takes a twentieth of the time at most. */
const dutyFactor = 20

export type ConditionsSettings = {
  replica: Pick<LiveReplica, 'status' | 'snapshot' | 'node' | 'setEjected' | 'setConditions' | 'onChange'>
  log: Logger
  now: () => number
  /** A job was sent past its hot preferred zone. */
  onShed: (zone: ZoneCode) => void
}

export class Conditions {
  private readonly asked = new AskedPools()
  private readonly budgets = new SpillBudgets()
  private readonly ejections: Ejections
  private pools: ReadonlyMap<PoolKey, PoolState> = new Map()
  private hot: ReadonlyMap<PoolKey, PoolSpill> = new Map()
  private panic: PanicState = calm
  private labelled: FleetTally['labelled'] = new Map()
  private timer: NodeJS.Timeout | undefined
  private isStopped = false
  private unsubscribe = () => {}

  constructor(private readonly settings: ConditionsSettings) {
    const { replica, log } = settings
    this.ejections = new Ejections(replica, ({ id, failureRate }, forS) =>
      log.warn({ node: id, failureRate, forS }, 'conditions: a node that fails is set aside'),
    )
  }

  start(): void {
    this.unsubscribe = this.settings.replica.onChange((what) => what.has('config') && this.refreshBudgets())
    this.schedule(0)
  }

  stop(): void {
    this.isStopped = true
    clearTimeout(this.timer)
    this.unsubscribe()
  }

  /** A decision was made that counts. Returns what it asks of whom; null for a refusal. */
  decided(decision: Decided, isReserved: boolean, now: number): Demand | null {
    const { request, terms, preferredZone, servedZone, geoApplied } = decision
    const { subcloud, config } = terms
    if (subcloud?.policy.spillBudgetPct !== undefined && geoApplied && decision.preferredSource !== 'none')
      this.budgets.count(subcloud.slug, decision.fallback, config, now)
    if (decision.pressure?.spill && decision.reasons.includes('spill_shed')) this.settings.onShed(preferredZone ?? '')
    if (decision.outcome === 'refused') return null
    const holder = subcloud?.policy.isolate === true ? subcloud.slug : null
    const pool = this.asked.asked(request.environment, holder, request.model, isReserved, now)
    return pool.demand(geoApplied && preferredZone !== null ? preferredZone : servedZone, servedZone)
  }

  outcome(nodeId: NodeId, failed: boolean): void {
    this.ejections.outcome(nodeId, failed, this.labelled, this.settings.now())
  }

  async look(): Promise<void> {
    const { replica, now } = this.settings
    const at = now()
    const { config, fleet } = replica.snapshot()
    // At every step: this one goes on all the time.
    const tally = await inSlices(tallyFleet(fleet.nodes.values(), config, at), 0)
    this.labelled = tally.labelled
    const pools = new Map<PoolKey, PoolState>()
    const hot = new Map<PoolKey, PoolSpill>()
    for (const key of new Set([...tally.pools.keys(), ...this.pools.keys(), ...this.asked.keys()])) {
      const labels = tally.pools.get(key) ?? new Map()
      const asked = this.asked.get(key)
      if (asked && [...labels.values()].some(({ used }) => used > 0)) asked.usedAt = at
      const state = stepPool(
        this.pools.get(key),
        { labels, flows: asked?.flows() ?? noFlows, mode: asked?.mode(at) ?? 'capacity' },
        config,
        at,
      )
      if (state.loads.size > 0 || state.zones.size > 0) pools.set(key, state)
      const spill = spillOf(state)
      if (spill) hot.set(key, spill)
    }
    const panic = stepPanic(this.panic, tally.live, at, config.source.routing.panic)
    this.tell(hot, panic.zones)
    this.pools = pools
    this.hot = hot
    this.panic = panic
    this.asked.forgetOld(at)
    this.ejections.forgetGone()
    this.budgets.refresh(config, at)
    const withDescendants = new Set([...panic.zones].flatMap((zone) => [...(config.zones.get(zone)?.descendants ?? [])]).sort())
    replica.setConditions({ spill: { pools: hot, spent: this.budgets.spent }, panic: withDescendants })
  }

  report(): RouterConditions {
    const { replica, now } = this.settings
    if (!replica.status().ready) return { hot: [], panic: [], ejected: [] }
    const { config } = replica.snapshot()
    return { hot: reportHot(this.hot, config), panic: [...this.panic.zones], ejected: this.ejections.current(now()).slice(0, 1000) }
  }

  private refreshBudgets(): void {
    this.budgets.refresh(this.settings.replica.snapshot().config, this.settings.now())
  }

  private schedule(ms: number): void {
    if (this.isStopped) return
    this.timer = setTimeout(() => void this.lookAndGoOn(), ms)
    this.timer.unref()
  }

  private async lookAndGoOn(): Promise<void> {
    const startedMs = performance.now()
    try {
      if (this.settings.replica.status().ready) await this.look()
    } catch (error) {
      this.settings.log.error({ err: error }, 'conditions: a look at the fleet failed; what was known stays')
    }
    this.schedule(Math.max(lookEveryMs, (performance.now() - startedMs) * dutyFactor))
  }

  private tell(hot: ReadonlyMap<PoolKey, PoolSpill>, panic: ReadonlySet<ZoneCode>): void {
    const { log } = this.settings
    const zones = (pools: ReadonlyMap<PoolKey, PoolSpill>) =>
      new Set([...pools].flatMap(([pool, { hot }]) => [...hot.keys()].map((zone) => `${pool} ${zone}`)))
    const [before, after] = [zones(this.hot), zones(hot)]
    for (const one of after) if (!before.has(one)) log.info({ zone: one }, 'conditions: a zone is hot and sheds jobs')
    for (const one of before) if (!after.has(one)) log.info({ zone: one }, 'conditions: a zone is cool again')
    for (const zone of panic)
      if (!this.panic.zones.has(zone)) log.warn({ zone }, 'conditions: a zone fell silent; its nodes count as live for longer')
    for (const zone of this.panic.zones) if (!panic.has(zone)) log.info({ zone }, 'conditions: a zone is out of panic')
  }
}
