import { z } from 'zod'

const outcome = z.enum(['completed', 'failed', 'timeout'])

export const completionSchema = z.strictObject({
  outcome,
  latencyMs: z.number().min(0).max(86_400_000).nullish(),
  tokens: z.number().int().min(0).max(2_147_483_647).nullish(),
})

export const completion = z.object({
  leaseId: z.string(),
  outcome,
  geoChanged: z.boolean().describe('The node was re-labelled out of the job’s boundary while it ran'),
})
export type Completion = z.infer<typeof completion>
