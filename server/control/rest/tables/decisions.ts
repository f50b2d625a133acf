import { z } from 'zod'
import { followed, requireRoom } from '../../followed'
import { decisionDetail, decisionPage, decisionRow } from '../../services/decisions/answers'
import { exportDecisions } from '../../services/decisions/export'
import { listDecisions } from '../../services/decisions/list'
import { readDecision } from '../../services/decisions/read'
import { exportInput, listDecisionsInput, tailInput } from '../../services/decisions/schemas'
import { tailDecisions } from '../../services/decisions/tail'
import { csvHeader, csvLine } from '../csv'
import { eventStream } from '../event-stream'
import { withInstants } from '../instants'
import { lineStream } from '../line-stream'
import { ndjson } from '../openapi/operation'
import { type Route, route } from '../route'

const tailQuery = tailInput.unwrap().omit({ from: true, lastEventId: true, listed: true })

export const decisionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/decisions/export.csv',
    access: 'read',
    tag: 'Decisions',
    summary: 'Decisions under the filters as CSV; a text that a spreadsheet would run is preceded by an apostrophe',
    query: exportInput,
    answer: z.string(),
    media: 'text/csv',
    problems: ['not_found'],
    handle: async ({ ctx, query, request }) =>
      lineStream(exportDecisions({ ctx, input: query, signal: request.signal }), {
        type: 'text/csv; charset=utf-8',
        file: 'decisions.csv',
        head: csvHeader,
        line: csvLine,
      }),
  }),
  route({
    method: 'GET',
    path: '/decisions/export.ndjson',
    access: 'read',
    tag: 'Decisions',
    summary: 'Decisions under the filters, one JSON document a line',
    query: exportInput,
    answer: decisionRow,
    media: ndjson,
    problems: ['not_found'],
    handle: async ({ ctx, query, request }) =>
      lineStream(exportDecisions({ ctx, input: query, signal: request.signal }), {
        type: 'application/x-ndjson; charset=utf-8',
        file: 'decisions.ndjson',
        head: null,
        line: (row) => JSON.stringify(withInstants(row)),
      }),
  }),
  route({
    method: 'GET',
    path: '/decisions/tail',
    access: 'read',
    tag: 'Decisions',
    summary: 'Decisions as they are logged, as server-sent events; goes on after `Last-Event-ID`',
    query: tailQuery,
    headers: { 'Last-Event-ID': 'A decision’s id: what was logged after it comes first' },
    answer: z.string(),
    media: 'text/event-stream',
    problems: ['not_found'],
    handle: async ({ ctx, query, request }) => {
      requireRoom(ctx)
      // A stream has no status of its own once it has begun: what is refused, or cannot be read now, shows here.
      await listDecisions({ ctx, input: { ...query, limit: 1 } })
      const input = { ...query, lastEventId: request.headers.get('last-event-id') }
      return eventStream(request.signal, (signal) => followed(ctx, signal, (until) => tailDecisions({ ctx, input, signal: until })))
    },
  }),
  route({
    method: 'GET',
    path: '/decisions',
    access: 'read',
    tag: 'Decisions',
    summary: 'The log, newest first',
    query: listDecisionsInput,
    answer: decisionPage,
    problems: ['not_found'],
    handle: ({ ctx, query }) => listDecisions({ ctx, input: query }),
  }),
  route({
    method: 'GET',
    path: '/decisions/{id}',
    access: 'read',
    tag: 'Decisions',
    summary: 'One decision with its trace, as far as the key may see it',
    answer: decisionDetail,
    handle: ({ ctx, params }) => readDecision({ ctx, input: { id: params.id ?? '' } }),
  }),
]
