'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Lens } from '../../../_components/map/layers/lens'
import { useTRPC } from '../../../_lib/trpc'

/** The Subcloud that the map is seen through: all that is known of it, and what of it is drawn. */
export function useLens(slug: string | null) {
  const trpc = useTRPC()
  const query = useQuery(trpc.subclouds.read.queryOptions({ slug: slug ?? '' }, { enabled: slug !== null, refetchInterval: 5_000 }))
  const { countries, outline } = query.data ?? {}
  // Counts change all the time; these do not, and the map is drawn anew only when they do.
  const lens = useMemo(
    (): Lens | null => (slug === null || countries === undefined || !outline ? null : { countries, outline }),
    [slug, countries, outline],
  )
  return { query, lens }
}
