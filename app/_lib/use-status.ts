'use client'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from './trpc'

/** Who is signed in, and how the installation is. */
export function useStatus() {
  const trpc = useTRPC()
  return useQuery(trpc.status.read.queryOptions(undefined, { refetchInterval: 10_000 }))
}
