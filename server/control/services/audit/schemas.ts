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

export const auditIdInput = z.strictObject({ id: z.uuid() })

export type AuditRow = {
  id: string
  /** Place in the chain, and its hash. */
  seq: number
  hash: string
  at: number
  actor: ActorRef
  action: string
  entity: string
  entityId: string
  detail: Record<string, unknown>
  /** Where the change made a revision: that, and the one before it. */
  revisions: { from: number | null; to: number } | null
  requestId: string | null
}

export type AuditFacets = {
  entities: { value: string; events: number }[]
  actions: { value: string; events: number }[]
  actors: { value: string; name: string; events: number }[]
}

export type ChainReport = {
  intact: boolean
  checked: number
  head: { seq: number; hash: string } | null
  /** The first row that does not fit. */
  broken: { id: string; seq: number } | null
  at: number
}
