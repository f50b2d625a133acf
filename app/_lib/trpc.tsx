'use client'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, type TRPCLink } from '@trpc/client'
import { tap } from '@trpc/server/observable'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import superjson from 'superjson'
import { mostCalls } from '@/server/control/services/wire'
import type { AppRouter } from '@/server/control/trpc/router'
import { plainAsked } from '@/server/core/json/plain-first'
import { openAgain } from './open-again'
import { problemOf } from './problem'
import { makeQueryClient } from './query-client'
import { session } from './session'
import { whileSeen } from './while-seen'

const context = createTRPCContext<AppRouter>()
export const { useTRPC, useTRPCClient } = context

const url = '/api/trpc'
const transformer = plainAsked(superjson)

/** Every answer tells whether the session still holds, since no procedure answers a stranger; a stream outlives its session by seconds. */
const watchSession: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) => {
    const sessionHolds = session.ask()
    const refused = (error: unknown) => problemOf(error).code === 'unauthenticated' && sessionHolds(false)
    return next(op).pipe(tap({ next: () => sessionHolds(true), error: refused }))
  }

function makeClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription',
        true: [openAgain<AppRouter>(), whileSeen<AppRouter>(), httpSubscriptionLink({ url, transformer })],
        false: [watchSession, httpBatchLink({ url, transformer, maxURLLength: 4000, maxItems: mostCalls })],
      }),
    ],
  })
}

export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState<QueryClient>(makeQueryClient)
  const [client] = useState(makeClient)
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  )
}
