import type { z } from 'zod'
import { whatIsWrong } from '@/server/core/json/what-is-wrong'
import { ServiceError } from './errors'

const MAX_SHOWN = 20

/** What a schema found wrong, as the refusal that names every field. `whole`: what was parsed, in a word; `within`: where it lies. */
export function invalidRequest({ issues }: z.ZodError, whole: string, within: readonly string[] = []): ServiceError {
  const errors = issues.slice(0, MAX_SHOWN).map((issue) => ({
    path: [...within, ...pathOf(issue)].map(String).join('.'),
    message: issue.code === 'unrecognized_keys' ? 'There is no such field.' : whatIsWrong(issue),
  }))
  const first = errors[0]!
  const detail = first.path ? `${first.path}: ${first.message}` : `The ${whole} does not fit: ${first.message}`
  return new ServiceError('invalid_request', detail, { errors })
}

type Issue = z.core.$ZodIssue

function pathOf(issue: Issue): PropertyKey[] {
  return issue.code === 'unrecognized_keys' ? [...issue.path, String(issue.keys[0]).slice(0, 80)] : issue.path
}
