'use client'
import { useCallback, useMemo } from 'react'
import type { View } from '../../../_components/map/create-map'
import type { SetParams, SimulatorParams } from './question'

/** Where the map is looked at, in the link; moving it makes no step to go back over. */
export function useView({ lng, lat, z }: SimulatorParams, setParams: SetParams) {
  const view = useMemo((): View | null => (lng !== null && lat !== null && z !== null ? { lng, lat, zoom: z } : null), [lng, lat, z])
  const onView = useCallback(
    (next: View) => void setParams({ lng: round(next.lng), lat: round(next.lat), z: round(next.zoom) }, { history: 'replace' }),
    [setParams],
  )
  return { view, onView }
}

const round = (value: number) => Math.round(value * 100) / 100
