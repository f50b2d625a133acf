import type { core } from 'zod'

/** A schema's finding in words that say what to do; behind the path of what it is about. */
export function whatIsWrong({ message }: core.$ZodIssue): string {
  const said = message.replace(/^Invalid input: /, '')
  if (said === 'expected number, received NaN') return 'is no number'
  const [, expected] = /^expected (\w+), received undefined$/.exec(said) ?? []
  if (expected === undefined) return said
  return expected === 'nonoptional' ? 'is missing' : `is missing (${expected})`
}
