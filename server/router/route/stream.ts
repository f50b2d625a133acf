import type { IncomingMessage, ServerResponse } from 'node:http'
import { MAX_LINE_ID_LENGTH } from '@/server/platform/data-plane/route-request'
import { ServiceError } from '@/server/platform/errors'
import { isDeeperThan } from '@/server/platform/json-depth'
import type { RouterContext } from '../context'
import { authenticate } from '../http/authenticate'
import { LineStream } from '../http/line-stream'
import { type Line, LineBytes } from '../http/lines'
import { MAX_DEPTH, requireTypeOf } from '../http/read-json'
import { errorReply } from '../http/reply'
import type { Route, RouterRequest } from '../http/routes'
import { type Asked, decideAll } from './decide-all'
import { PlainScanner } from './plain-scanner'

const MAX_LINE_BYTES = 1024 * 1024
const SLICE = 64
/** Lines that wait for the database at once: retries of what this router has forgotten. */
const MAX_LOOKUPS = 64
const IDLE_MS = 120_000
const SLOW_READER_MS = 30_000
const scanner = new PlainScanner()

/** POST /route/stream: a request a line, each with the caller's id; an answer a line, in order of completion. */
export function routeStream(ctx: RouterContext, request: RouterRequest, route: Route, req: IncomingMessage, res: ServerResponse): void {
  requireTypeOf(req, /^application\/(x-ndjson|ndjson|jsonl|json)$/, 'application/x-ndjson')
  const asker = { key: request.key!, caller: request.caller, requestId: request.requestId }
  const lookups = new Set<Promise<void>>()
  const problem = (head: string, error: unknown) => head + errorReply(error, asker.requestId).body.slice(1)

  const answer = async (lines: readonly Line[], write: (texts: readonly string[]) => void): Promise<void> => {
    const now: Asked[] = []
    const refused: string[] = []
    for (const line of lines) {
      const id = { head: '{"id":null,' }
      try {
        const asked = read(line, id)
        ctx.limit.take(asker.key, 1)
        if ((asked.body as { retryOf?: unknown }).retryOf) await lookUp(asked, write)
        else now.push(asked)
      } catch (error) {
        refused.push(problem(id.head, error))
      }
    }
    write(refused)
    write(await decideAll(ctx, asker, now))
  }
  const lookUp = async (asked: Asked, write: (texts: readonly string[]) => void) => {
    while (lookups.size >= MAX_LOOKUPS) await Promise.race(lookups)
    const lookup: Promise<void> = decideAll(ctx, asker, [asked]).then((texts) => {
      lookups.delete(lookup)
      write(texts)
    })
    lookups.add(lookup)
  }

  new LineStream({
    req,
    res,
    streams: ctx.streams,
    owner: asker.key.id,
    maxLineBytes: MAX_LINE_BYTES,
    slice: SLICE,
    idleMs: IDLE_MS,
    slowReaderMs: SLOW_READER_MS,
    now: () => performance.now(),
    answer,
    settled: async () => {
      await Promise.all(lookups)
    },
    check: () => {
      asker.key = authenticate(req.headers, ctx.replica, route.access === 'public' ? [] : route.access)
    },
    farewell: (error) => problem('{"id":null,', error),
    onFailure: (error) => ctx.log.error({ err: error, requestId: asker.requestId }, 'router: a stream failed'),
  }).start({ 'x-request-id': asker.requestId })
}

/** What a line asks; `id.head` names the caller's id as soon as it is known, for whatever is wrong behind it. */
function read(line: Line, id: { head: string }): Asked {
  if (!(line instanceof LineBytes)) {
    throw line.problem === 'too_long'
      ? new ServiceError('too_large', `The line is larger than ${MAX_LINE_BYTES / (1024 * 1024)} MiB.`)
      : new ServiceError('invalid_request', 'The line is not UTF-8.')
  }
  const plain = scanner.line(line.block, line.from, line.to)
  if (plain !== null) {
    id.head = `{"id":${scanner.id},`
    return { head: id.head, body: plain }
  }
  const { block, from, to, text } = line
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ServiceError('invalid_request', 'A line must hold a JSON object.')
  id.head = headOf((value as { id?: unknown }).id)
  if (isDeeperThan(block.subarray(from, to), MAX_DEPTH))
    throw new ServiceError('invalid_request', `The line is nested deeper than ${MAX_DEPTH} levels.`)
  const { id: _, ...body } = value as { id: unknown }
  return { head: id.head, body }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ServiceError('invalid_request', 'The line is not JSON.')
  }
}

function headOf(id: unknown): string {
  const isUsable = typeof id === 'string' ? id.length > 0 && id.length <= MAX_LINE_ID_LENGTH : Number.isSafeInteger(id)
  if (!isUsable)
    throw new ServiceError('invalid_request', `id: give each line an id, text of up to ${MAX_LINE_ID_LENGTH} characters or a whole number.`)
  return `{"id":${JSON.stringify(id)},`
}
