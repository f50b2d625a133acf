'use client'
import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query'

type Page<T> = { items: readonly T[]; nextCursor: string | null }
type Options = { refetchInterval?: number; staleTime?: number }

/** A list by pages. Not tRPC's own infinite query: that one adds `direction`, which the server rightly calls an unknown field. */
export function usePages<T, P extends Page<T>>(key: QueryKey, load: (cursor: string | undefined) => Promise<P>, options: Options = {}) {
  return useInfiniteQuery({
    queryKey: [...key, 'pages'],
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    ...options,
  })
}
