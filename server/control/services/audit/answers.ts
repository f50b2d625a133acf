import { z } from 'zod'
import { actorRef, pageOf, time } from '../wire'

export const auditRow = z.object({
  id: z.string(),
  seq: z.number().int().describe('Place in the chain'),
  hash: z.string().describe('Over this row and the hash before it'),
  at: time,
  actor: actorRef,
  action: z.string(),
  entity: z.string(),
  entityId: z.string(),
  detail: z.record(z.string(), z.unknown()),
  revisions: z
    .object({ from: z.number().int().nullable(), to: z.number().int() })
    .nullable()
    .describe('Where the change made a revision: that, and the one before it'),
  requestId: z.string().nullable(),
})
export type AuditRow = z.infer<typeof auditRow>
export const auditPage = pageOf(auditRow)
