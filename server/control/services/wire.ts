// Shapes that several entities answer with. Client-safe: no value here needs a server. Times are epoch ms.
import { z } from 'zod'

export type Page<T> = { items: T[]; nextCursor: string | null }
export const pageOf = <Row extends z.ZodType>(row: Row) => z.object({ items: z.array(row), nextCursor: z.string().nullable() })

/** A count as a role may see it: small ones could give a node away. */
export const count = z.union([z.number().int(), z.literal('<3')])
export type Count = z.infer<typeof count>
export const actorRef = z.object({ type: z.string(), id: z.string(), name: z.string().nullable() })
export type ActorRef = z.infer<typeof actorRef>
/** A time in an answer: ISO 8601 once it goes out (`rest/instants.ts`). */
export const time = z.number().meta({ format: 'date-time' })

/** ISO 8601 outside; pages hand on the epoch ms that they were given. */
export const instant = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date(), z.number().int().min(0).max(8.64e15)],
    'a moment in ISO 8601, e.g. 2026-01-31T12:00:00Z',
  )
  .transform((value) => (typeof value === 'number' ? value : Date.parse(value)))
/** A Subcloud to see the network through: its nodes and its traffic alone. */
const lens = z.strictObject({ subcloud: z.string().max(100).optional() })
export const lensInput = lens.prefault({})
/** A client that comes back says which event it had last; these streams begin with all there is anyway. */
export const followInput = lens.extend({ lastEventId: z.string().max(100).nullish() }).prefault({})
/** Query strings carry numbers as text; JSON carries them as numbers. */
export const limitOf = (standard: number, max: number) => z.coerce.number().int().min(1).max(max).default(standard)
/** Calls that a browser may make at once. */
export const mostCalls = 64
