import { ServiceError } from '@/server/platform/errors'

const awayCodes = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|57P0[123]|53300|08\w{3}|P1001|P1002|P1008|P1017|P2024|P2028)$/
const awayMessages = /Connection terminated|timeout exceeded when trying to connect|Can't reach database|ECONNREFUSED/i
/** PostgreSQL gave up a statement that took too long. */
const cancelled = '57014'

/** Prisma keeps the code of PostgreSQL's that it has no own for behind its adapter's error. */
type Raised = Error & { code?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } }

/** An error that comes of Postgres being away, or at something for too long, as the answer it deserves; anything else as it is. */
export function explainDatabase(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ServiceError) return error
  const { code, cause, message, meta } = error as Raised
  const codes = [code, meta?.driverAdapterError?.cause?.originalCode]
  if (codes.includes(cancelled) || message.includes('Query read timeout'))
    return unavailable(
      'The database has not answered in time. Try again shortly; where it was asked about a long stretch of time, ask about a shorter one.',
      error,
    )
  if (codes.some((each) => typeof each === 'string' && awayCodes.test(each)) || awayMessages.test(message))
    return unavailable('The database cannot be reached just now; routing goes on without it. Try again shortly.', error)
  const explained = explainDatabase(cause)
  return explained === cause ? error : explained
}

function unavailable(detail: string, cause: Error): ServiceError {
  return new ServiceError('unavailable', detail, { retryAfterS: 5 }, { cause })
}
