import type { z } from 'zod'
import type { Scope } from '@/server/platform/auth/api-keys'
import type { ProblemCode } from '@/server/platform/errors'
import type { Method } from '../route'

/** A request and what it may be answered with, as the document describes it: a route of ours, or one that routers serve. */
export type Operation = {
  method: Method
  /** Under /api/v1. */
  path: string
  tag: string
  summary: string
  description?: string
  /** Any one of them opens it; null: no key is asked for. */
  scopes: readonly Scope[] | null
  query?: z.ZodType
  headers?: Readonly<Record<string, string>>
  body?: { media: string; schema: z.ZodType }
  answer: { status: number; media: string; schema: z.ZodType; isDecision?: boolean }
  problems: readonly ProblemCode[]
}

export const json = 'application/json'
export const ndjson = 'application/x-ndjson'
