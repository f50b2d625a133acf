import { QueryClient } from '@tanstack/react-query'
import { problemOf } from './problem'

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && problemOf(error).retry,
        refetchOnWindowFocus: true,
      },
    },
  })
}
