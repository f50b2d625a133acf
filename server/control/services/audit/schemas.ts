import { z } from 'zod'
import { type ActorRef, instant, limitOf } from '../wire'

export const listAuditInput = z
  .strictObject({
    from: instant.optional(),
    to: instant.optional(),
    action: z.string().max(100).optional(),
    entity: z.string().max(100).optional(),
    entityId: z.string().max(200).optional(),
    actor: z.string().max(200).optional(),
    cursor: z.uuid().optional(),
    limit: limitOf(100, 1000),
  })
  .prefault({})

export type AuditRow = {
  id: string
  at: number
  actor: ActorRef
  action: string
  entity: string
  entityId: string
  detail: Record<string, unknown>
  requestId: string | null
}
