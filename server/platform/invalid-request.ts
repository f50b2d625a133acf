import type { z } from 'zod'
import { ServiceError } from './errors'

const MAX_SHOWN = 20

/** What a schema found wrong, as the refusal that names every field. `whole`: what was parsed, in a word; `within`: where it lies. */
export function invalidRequest({ issues }: z.ZodError, whole: string, within: readonly string[] = []): ServiceError {
  const errors = issues
    .slice(0, MAX_SHOWN)
    .map((issue) => ({ path: [...within, ...pathOf(issue)].map(String).join('.'), message: messageOf(issue) }))
  const first = errors[0]!
  return new ServiceError(
    'invalid_request',
    first.path ? `${first.path}: ${first.message}` : `The ${whole} does not fit: ${first.message}`,
    {
      errors,
    },
  )
}

type Issue = z.core.$ZodIssue

function pathOf(issue: Issue): PropertyKey[] {
  return issue.code === 'unrecognized_keys' ? [...issue.path, String(issue.keys[0]).slice(0, 80)] : issue.path
}

function messageOf(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') return 'There is no such field.'
  const message = issue.message.replace(/^Invalid input: /, '')
  if (message === 'expected number, received NaN') return 'is no number'
  const [, expected] = /^expected (\w+), received undefined$/.exec(message) ?? []
  if (expected === undefined) return message
  return expected === 'nonoptional' ? 'is missing' : `is missing (${expected})`
}
