import { randomUUID } from 'node:crypto'

/** The caller's own id of a request, where it is fit for a header and a log line, else a new one. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID()
}
