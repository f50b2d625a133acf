'use client'
import { useQuery } from '@tanstack/react-query'
import { loadSubdivisions, type Subdivisions } from './subdivisions'

/** Undefined until they are there: codes can be written all the same. */
export function useSubdivisions(): Subdivisions | undefined {
  return useQuery({
    queryKey: ['subdivisions'],
    queryFn: loadSubdivisions,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  }).data
}
