import { ServiceError } from '@/server/platform/errors'

const codes = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|57P0[123]|53300|08\w{3}|P1001|P1002|P1008|P1017|P2024|P2028)$/
const messages = /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Can't reach database|ECONNREFUSED/i

/** Prisma keeps the code of PostgreSQL's that it has no own for behind its adapter's error. */
type Raised = Error & { code?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } }

/** An error that comes of Postgres being away, as the answer it deserves; anything else as it is. */
export function explainDatabase(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ServiceError) return error
  const { code, cause, message, meta } = error as Raised
  const raised = [code, meta?.driverAdapterError?.cause?.originalCode]
  if (
    raised.some((each) => typeof each === 'string' && codes.test(each)) ||
    messages.test(message) ||
    (cause !== undefined && explainDatabase(cause) !== cause)
  )
    return new ServiceError(
      'unavailable',
      'The database cannot be reached just now; routing goes on without it. Try again shortly.',
      { retryAfterS: 5 },
      { cause: error },
    )
  return error
}
