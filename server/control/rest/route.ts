import type { z } from 'zod'
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
  body?: z.ZodType
  /** Of the body; 1 MiB where absent. */
  maxBytes?: number
  /** Of a success; 200 where absent. */
  status?: 200 | 201
  /** Looks whether the thing is the caller's, before the body is looked at. */
  guard?(call: { ctx: Ctx; params: Record<string, string> }): Promise<void> | void
  /** Its value is answered as JSON; a Response goes out as it is. */
  handle(call: Call): Promise<unknown>
}

/** `table`: all routes, for the one that describes them. */
type Asked = { ctx: Ctx; params: Record<string, string>; request: Request; table: readonly Route[] }
export type Call = Asked & { query: never; body: never }

type Typed<Query extends z.ZodType, Body extends z.ZodType> = Omit<Route, 'query' | 'body' | 'handle'> & {
  query?: Query
  body?: Body
  handle(call: Asked & { query: z.output<Query>; body: z.output<Body> }): Promise<unknown>
}

/** Ties the handler's arguments to the schemas beside it. */
export function route<Query extends z.ZodType = z.ZodType<undefined>, Body extends z.ZodType = z.ZodType<undefined>>(
  typed: Typed<Query, Body>,
): Route {
  return typed as unknown as Route
}
