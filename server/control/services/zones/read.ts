import type { z } from 'zod'
import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import type { Verb } from '../../verb'
import { zoneRows } from './list'
import type { ZoneDetail, zoneInput } from './schemas'
import { usersOf } from './users-of'

const shownChanges = 10

export async function readZone({ ctx, input }: Verb<z.output<typeof zoneInput>>): Promise<ZoneDetail> {
  requireAccess(ctx.actor, 'read')
  const { items, coverage } = await zoneRows(ctx)
  const zone = items.find((item) => item.code === input.code)
  if (!zone) throw notFound('zone')
  const transitions = await ctx.control.prisma.gateTransition.findMany({
    where: { OR: [{ zone: zone.code }, { zone: null }] },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: shownChanges,
  })
  return {
    ...zone,
    coverage: coverage.filter((row) => row.zone === zone.code),
    children: items.filter((item) => item.parent === zone.code).map((item) => item.code),
    usedBy: await usersOf(ctx, zone.code),
    changes: transitions.map((t) => ({ at: t.at.getTime(), what: `${t.fromState} → ${t.toState}`, detail: t.detail })),
  }
}
