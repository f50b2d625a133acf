// tRPC's own set-up: each procedure is made by `procedure(access)`, so that none exists without one.
import { initTRPC, TRPCError } from '@trpc/server'
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc'
import superjson from 'superjson'
import { z } from 'zod'
import { plainAsked } from '@/server/core/json/plain-first'
import { type Problem, type ProblemCode, problems, ServiceError, toProblem } from '@/server/platform/errors'
import { type AccessLevel, requireAccess } from '../access'
import type { Actor } from '../actor'
import type { Ctx } from '../context'
import { explainDatabase } from '../http/database-error'
import { requireStorable } from '../http/storable'

export type Meta = { access: AccessLevel }

const codes: Record<number, TRPC_ERROR_CODE_KEY> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
}

const t = initTRPC
  .context<Ctx>()
  .meta<Meta>()
  .create({
    transformer: plainAsked(superjson),
    sse: { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 30_000 } },
    // Clients read `error.data.problem`: the same document that the REST API answers.
    errorFormatter({ shape, error, ctx }) {
      const problem: Problem = toProblem(cause(error), ctx?.requestId ?? '')
      const { stack: _, ...data } = shape.data
      return { ...shape, message: problem.detail, data: { ...data, problem } }
    },
  })

function cause(error: TRPCError): unknown {
  // A subscription's errors come here without having passed `mapErrors`.
  const known = explainDatabase(error.cause)
  if (known instanceof ServiceError) return known
  if (error.cause instanceof z.ZodError)
    return new ServiceError('invalid_request', z.prettifyError(error.cause), {
      errors: error.cause.issues.map((i) => ({ path: i.path.join('.'), message: i.message })),
    })
  const status = (Object.entries(codes) as [string, TRPC_ERROR_CODE_KEY][]).find(([, code]) => code === error.code)?.[0]
  if (!status) return error
  const code = (Object.keys(problems) as ProblemCode[]).find((name) => problems[name].status === Number(status))
  return new ServiceError(code ?? 'invalid_request', error.message)
}

/** The one place where a service's error becomes tRPC's. */
const mapErrors = t.middleware(async ({ next, ctx, path }) => {
  const result = await next()
  if (result.ok) return result
  const inner = explainDatabase(result.error.cause)
  if (inner instanceof ServiceError)
    throw new TRPCError({ code: codes[problems[inner.code].status] ?? 'INTERNAL_SERVER_ERROR', message: inner.detail, cause: inner })
  if (result.error.code === 'INTERNAL_SERVER_ERROR')
    ctx.control.log.error({ err: inner ?? result.error, path, requestId: ctx.requestId }, 'procedure failed')
  return result
})

export type AllowedCtx = Omit<Ctx, 'actor'> & { actor: Actor }

export const router = t.router
export const createCaller = t.createCallerFactory

export function procedure(access: Exclude<AccessLevel, 'public'>) {
  return t.procedure
    .meta({ access })
    .use(mapErrors)
    .use(({ ctx, next }) => {
      requireAccess(ctx.actor, access)
      return next({ ctx: { ...ctx, actor: ctx.actor } satisfies AllowedCtx })
    })
    .use(async ({ getRawInput, next }) => {
      requireStorable(await getRawInput())
      return next()
    })
}
