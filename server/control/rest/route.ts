import type { z } from 'zod'
import type { ProblemCode } from '@/server/platform/errors'
import type { AccessLevel } from '../access'
import type { Ctx } from '../context'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type Tag = 'Reading' | 'Decisions' | 'Configuration' | 'Subclouds' | 'Keys' | 'Activation' | 'Nodes' | 'About'

/** One row of the table: the adapter, the OpenAPI document and the access test read all of it. */
export type Route = {
  method: Method
  /** Under /api/v1, with `{name}` for a part. */
  path: string
  access: AccessLevel
  tag: Tag
  summary: string
  query?: z.ZodType
  /** Headers that it reads besides those of every request, and what they say. */
  headers?: Readonly<Record<string, string>>
  body?: z.ZodType
  /** Of the body; 1 MiB where absent. */
  maxBytes?: number
  /** Of a success; 200 where absent. */
  status?: 200 | 201
  /** What it answers; of lines and events, each of them. */
  answer: z.ZodType
  /** JSON where absent. */
  media?: string
  /** What it may be refused with besides what goes with its access, its parameters and its body. */
  problems?: readonly ProblemCode[]
  /** Looks whether the thing is the caller's, before the body is looked at. */
  guard?(call: { ctx: Ctx; params: Record<string, string> }): Promise<void> | void
  /** Its value is answered as JSON; a Response goes out as it is. */
  handle(call: Call): Promise<unknown>
}

/** `table`: all routes, for the one that describes them. */
type Asked = { ctx: Ctx; params: Record<string, string>; request: Request; table: readonly Route[] }
export type Call = Asked & { query: never; body: never }

/** Who is answered may change nothing. */
type Frozen<T> = T extends readonly unknown[] | object ? { readonly [K in keyof T]: Frozen<T[K]> } : T

type Typed<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType> = Omit<
  Route,
  'query' | 'body' | 'answer' | 'handle'
> & {
  query?: Query
  body?: Body
  answer: Answer
  handle(call: Asked & { query: z.output<Query>; body: z.output<Body> }): Promise<Frozen<z.output<Answer>> | Response>
}

/** Ties the handler's arguments, and what it answers, to the schemas beside it. */
export function route<
  Answer extends z.ZodType,
  Query extends z.ZodType = z.ZodType<undefined>,
  Body extends z.ZodType = z.ZodType<undefined>,
>(typed: Typed<Query, Body, Answer>): Route {
  return typed as unknown as Route
}
