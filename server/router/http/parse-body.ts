import type { z } from 'zod'
import { ServiceError } from '@/server/platform/errors'

const MAX_SHOWN = 20

/** The body as the schema has it, or `invalid_request` naming every field that is wrong. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.slice(0, MAX_SHOWN).map((issue) => ({ path: pathOf(issue), message: messageOf(issue) }))
  const first = errors[0]!
  throw new ServiceError('invalid_request', first.path ? `${first.path}: ${first.message}` : first.message, { errors })
}

type Issue = z.core.$ZodIssue

function pathOf(issue: Issue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, String(issue.keys[0]).slice(0, 80)] : issue.path
  return path.map(String).join('.')
}

function messageOf(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') return 'There is no such field.'
  return issue.message.replace(/^Invalid input: /, '')
}
