import { isStill, type Look, stepFix } from '@/server/core/trust/step-fix'
import type { NodeRecord } from '@/server/replica/node-record'
import type { RouterContext } from '../context'

/** A known node as it says that it is now, with its newest fix as far as that counts. */
export function settle(ctx: RouterContext, before: NodeRecord, after: NodeRecord): NodeRecord {
  // Another tag is another claim: what comes with it holds at once.
  if (after.regionTag !== before.regionTag) return { ...after, moving: null }
  const { gps, moving } = stepFix(before, after.gps, ctx.now(), lookAs(ctx, after))
  return { ...after, gps, moving }
}

/** The same of a node that registers: its claim is new, but a fix that has only jittered is the old one. */
export function settleAnew(ctx: RouterContext, before: NodeRecord, after: NodeRecord): NodeRecord {
  const isOld = before.gps !== null && after.gps !== null && isStill(before.gps, after.gps, lookAs(ctx, after))
  return { ...after, gps: isOld ? before.gps : after.gps, moving: null }
}

function lookAs(ctx: RouterContext, node: NodeRecord): Look {
  return (gps) => {
    const { verdict, containment } = ctx.replica.judge({ ...node, gps, moving: null }, ctx.now())
    return { zone: containment.label, borderline: verdict.borderline }
  }
}
