import type { z } from 'zod'
import { invalidRequest } from '@/server/platform/invalid-request'

/** The body as the schema has it, or `invalid_request` naming every field that is wrong. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw invalidRequest(parsed.error, 'body')
}
