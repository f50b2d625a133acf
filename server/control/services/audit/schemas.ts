import { z } from 'zod'
import { instant, limitOf } from '../wire'

export type { AuditRow } from './answers'

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
