import { z } from 'zod'
import { gateFor, overrideInForce } from '@/server/core/activation/gate-for'
import type { GateState, GateView } from '@/server/core/activation/types'
import { requireAccess } from '../../access'
import type { Control } from '../../context'
import type { Verb } from '../../verb'
import { conditionRow } from './answers'
import type { ActivationView, ConditionRow, OverrideRow, ZoneGateRow } from './schemas'

const historyRows = 200
/** What the tick keeps for itself is left out. */
const shownConditions = z.array(conditionRow.partial({ since: true, previous: true }))
/** What the state machine keeps between ticks; only this much of it is shown. */
const shownMemory = z.looseObject({ since: z.number().nullish(), latched: z.boolean().nullish() })

export async function readActivation({ ctx }: Verb): Promise<ActivationView> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  const { config } = control.replica.snapshot()
  const now = control.now()
  const [rows, override, transitions] = await Promise.all([
    control.prisma.gateZone.findMany({ orderBy: { zone: 'asc' } }),
    readOverride(control),
    control.prisma.gateTransition.findMany({ orderBy: [{ at: 'desc' }, { id: 'desc' }], take: historyRows }),
  ])
  const automatic: Record<string, { state: GateState; canaryPct: number }> = {}
  for (const row of rows) automatic[row.zone] = { state: row.state as GateState, canaryPct: row.canaryPct }
  const view: GateView = { zones: automatic, override }
  const inForce = overrideInForce(view, now)
  const zones: ZoneGateRow[] = config.topZones.map((code) => {
    const row = rows.find((r) => r.zone === code)
    const { state, canaryPct } = gateFor(view, config, code, now)
    const memory = shownMemory.safeParse(row?.memory ?? {}).data
    return {
      zone: code,
      name: config.zones.get(code)?.name ?? code,
      state,
      canaryPct,
      automatic: automatic[code] ?? { state: 'off', canaryPct: 0 },
      since: memory?.since ?? null,
      latched: memory?.latched ?? false,
      tickedAt: row?.tickedAt.getTime() ?? null,
      conditions: conditionsOf(row?.conditions),
    }
  })
  const { state, canaryPct } = gateFor(view, config, null, now)
  return {
    state,
    canaryPct,
    zones,
    conditions: networkFirst(zones.flatMap((zone) => zone.conditions)),
    override: inForce ? override : null,
    history: transitions.map((t) => ({
      id: t.id,
      at: t.at.getTime(),
      zone: t.zone,
      from: t.fromState as GateState,
      to: t.toState as GateState,
      canaryPct: t.canaryPct,
      cause: t.cause,
      detail: t.detail,
    })),
  }
}

/** The newest override that nobody ended; whether it is still in force is a question of the clock. */
async function readOverride({ prisma }: Pick<Control, 'prisma'>): Promise<OverrideRow | null> {
  const row = await prisma.gateOverride.findFirst({ where: { endedAt: null }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })
  if (!row) return null
  return {
    id: row.id,
    state: row.state as GateState,
    zone: row.zone,
    canaryPct: row.canaryPct,
    reason: row.reason,
    createdBy: row.createdBy,
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
  }
}

function conditionsOf(stored: unknown): ConditionRow[] {
  const conditions = shownConditions.safeParse(stored).data ?? []
  return conditions.map(({ since = null, previous = null, ...condition }) => ({ ...condition, since, previous }))
}

/** A condition of the network is stored with every zone; here it is listed once. */
function networkFirst(conditions: ConditionRow[]): ConditionRow[] {
  const seen = new Map<string, ConditionRow>()
  for (const condition of conditions) seen.set(`${condition.zone ?? ''}/${condition.id}`, condition)
  return [...seen.values()].sort((a, b) => Number(a.zone !== null) - Number(b.zone !== null))
}
