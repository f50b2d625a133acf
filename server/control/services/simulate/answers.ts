import { z } from 'zod'
import type { WhatIf } from '@/server/core/routing/what-if'
import { describes } from '@/server/platform/describes'

const code = z.string().nullable()
const jobs = z.number().int()
const counts = {
  jobs,
  same: jobs,
  moved: jobs.describe('Served in another zone'),
  failed: jobs.describe('Newly refused'),
  served: jobs.describe('Newly served'),
  leaving: jobs.describe('Newly outside the zone they prefer'),
}
const side = z.object({ outcome: z.enum(['routed', 'refused']), code, preferredZone: code, servedZone: code, rung: code })
const whatIf = {
  ...counts,
  pairs: z.array(z.object({ from: code, to: code, jobs })).describe('From one serving zone to another; null is no zone, refused a refusal'),
  bySubcloud: z.array(z.object({ subcloud: code, ...counts })),
  examples: z.array(
    z.object({
      decisionId: z.string(),
      kind: z.enum(['moved', 'failed', 'served', 'leaving']),
      subcloud: code,
      model: z.string(),
      country: code,
      before: side,
      after: side,
    }),
  ),
}
describes<WhatIf>()(z.object(whatIf))

export const simulationResult = z.object({
  ...whatIf,
  baseRevision: z.number().int(),
  last: jobs.describe('How many were asked for; jobs is how many there were'),
  tookMs: z.number(),
})
export type SimulationResult = z.infer<typeof simulationResult>
