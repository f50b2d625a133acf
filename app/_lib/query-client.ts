import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { problemOf } from './problem'

/** A session that ended sends to sign-in and back; every other error is shown where it happened. */
function onError(error: unknown): void {
  if (problemOf(error).code !== 'unauthenticated' || location.pathname === '/sign-in') return
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && problemOf(error).retry,
        refetchOnWindowFocus: true,
      },
    },
  })
}
