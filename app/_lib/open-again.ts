import { retryLink, type TRPCLink } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'
import { mayPass } from './problem'

const afterMs = 5_000

/**
 * The browser opens a stream again that broke off, but not one that was answered with an error, and what follows it would stand still
 * until the page is loaded anew: the session had ended, or what stands before the server had nobody behind it.
 */
export const openAgain = <Router extends AnyRouter>(): TRPCLink<Router> =>
  retryLink({ retry: ({ error }) => mayPass(error), retryDelayMs: () => afterMs })
