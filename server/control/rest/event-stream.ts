import type { DecisionRow, TailEvent } from '../services/decisions/schemas'
import { newestOf } from '../services/decisions/tail'
import { withInstants } from './instants'

const pingMs = 10_000

/** Server-sent events: one a decision, its id the decision's, so that `Last-Event-ID` says where to go on. */
export function eventStream(requestSignal: AbortSignal, follow: (signal: AbortSignal) => AsyncGenerator<TailEvent>): Response {
  const encoder = new TextEncoder()
  const gone = new AbortController()
  const signal = AbortSignal.any([requestSignal, gone.signal])
  const events = follow(signal)
  let ping: NodeJS.Timeout | undefined
  let newest = ''
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode('retry: 1000\n\n'))
      // Proxies close what is silent; a full queue means that nobody is reading.
      ping = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(': still here\n\n'))
      }, pingMs)
    },
    async pull(controller) {
      try {
        const next = await events.next()
        if (!next.done) {
          controller.enqueue(encoder.encode(textOf(next.value, newest)))
          newest = newestOf(newest, next.value)
          return
        }
      } catch {
        // The client comes back by itself and goes on after the last id it has.
      }
      clearInterval(ping)
      controller.close()
    },
    async cancel() {
      clearInterval(ping)
      gone.abort()
      await events.return(undefined)
    },
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  })
}

/** A row without an id leaves the reader at the one before: it came late. */
function textOf({ items, skipped }: TailEvent, newest: string): string {
  const lines = items.map((row: DecisionRow) => {
    const id = row.id > newest ? `id: ${row.id}\n` : ''
    return `${id}event: decision\ndata: ${JSON.stringify(withInstants(row))}\n\n`
  })
  return (skipped > 0 ? `event: skipped\ndata: {}\n\n` : '') + lines.join('')
}
