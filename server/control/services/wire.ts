// Shapes that several entities answer with. Client-safe: no value here needs a server. Times are epoch ms.
import { z } from 'zod'

export type Page<T> = { items: T[]; nextCursor: string | null }
/** A count as a role may see it: small ones could give a node away. */
export type Count = number | '<3'
export type ActorRef = { type: string; id: string; name: string | null }

export const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).transform((text) => Date.parse(text))
/** Query strings carry numbers as text; JSON carries them as numbers. */
export const limitOf = (standard: number, max: number) => z.coerce.number().int().min(1).max(max).default(standard)
