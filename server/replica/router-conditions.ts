// What a router sees of load, silence and failures, as it leaves it in its row of `routers` for the dashboard to show.

import { z } from 'zod'

export const hotZone = z.object({
  environment: z.string(),
  /** The isolating Subcloud whose nodes they are, or null for the network's. */
  subcloud: z.string().nullable(),
  model: z.string(),
  zone: z.string(),
  /** Epoch ms. */
  since: z.number(),
  mode: z.enum(['capacity', 'hosts']),
  utilisationPct: z.number(),
  /** Where a general job that prefers the zone goes first, in percent. */
  shares: z.array(z.object({ token: z.string(), share: z.number() })),
})

export const routerConditionsSchema = z.object({
  hot: z.array(hotZone),
  panic: z.array(z.string()),
  ejected: z.array(z.object({ nodeId: z.string(), zone: z.string().nullable(), until: z.number() })),
})

export type HotZone = z.infer<typeof hotZone>
export type RouterConditions = z.infer<typeof routerConditionsSchema>
