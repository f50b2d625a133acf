'use client'
import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import type { View } from './create-map'
import { viewParams } from './view-params'

/** Where the map is looked at, in the link; moving it makes no step to go back over. */
export function useView() {
  const [{ lng, lat, z }, setParams] = useQueryStates(viewParams, { history: 'replace' })
  const view = useMemo((): View | null => (lng !== null && lat !== null && z !== null ? { lng, lat, zoom: z } : null), [lng, lat, z])
  const onView = useCallback(
    (next: View) => void setParams({ lng: round(next.lng), lat: round(next.lat), z: round(next.zoom) }),
    [setParams],
  )
  return { view, onView }
}

const round = (value: number) => Math.round(value * 100) / 100
