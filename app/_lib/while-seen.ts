import type { OperationResultEnvelope, TRPCClientError, TRPCLink } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'
import { observable, type Unsubscribable } from '@trpc/server/observable'

/**
 * A tab that nobody sees lets go of what it follows, and goes on where it was once it is seen again: over HTTP/1.1 a browser has six
 * connections to a server for all tabs together, which three maps hold for good. What has no place to go on from is let finish.
 */
export const whileSeen =
  <Router extends AnyRouter>(): TRPCLink<Router> =>
  () =>
  ({ op, next }) =>
    observable<OperationResultEnvelope<unknown, TRPCClientError<Router>>, TRPCClientError<Router>>((observer) => {
      let stream: Unsubscribable | null = null
      let lastEventId: string | undefined
      const letGo = () => {
        const held = stream
        stream = null
        held?.unsubscribe()
        observer.next({ result: { type: 'state', state: 'connecting', error: null } })
      }
      const follow = () => {
        const input = lastEventId === undefined ? op.input : { ...(op.input as object), lastEventId }
        stream = next({ ...op, input }).subscribe({
          next(envelope) {
            observer.next(envelope)
            if (!('id' in envelope.result) || envelope.result.id === undefined) return
            lastEventId = String(envelope.result.id)
            look()
          },
          error: (error) => observer.error(error),
          // What was let go of says that it is complete, too.
          complete: () => stream && observer.complete(),
        })
      }
      const look = () => {
        if (!document.hidden) stream ?? follow()
        else if (stream && lastEventId !== undefined) letGo()
      }
      follow()
      document.addEventListener('visibilitychange', look)
      return () => {
        document.removeEventListener('visibilitychange', look)
        stream?.unsubscribe()
      }
    })
