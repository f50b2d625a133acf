'use client'
import { useCallback } from 'react'
import type { LngLat } from '@/server/core/geo/place'
import { useTRPCClient } from '../../../_lib/trpc'
import type { SetParams, SimulatorParams } from '../_engine/question'

/** Puts the pin down and asks the server, which has the exact outlines, for the country under it. */
export function usePin(setParams: SetParams) {
  const client = useTRPCClient()
  return useCallback(
    async ([lng, lat]: LngLat) => {
      const at: LngLat = [round(lng), round(lat)]
      void setParams({ tab: 'ask', at, place: null, confidence: 'high', node: null })
      const { country } = await client.simulator.place.query({ point: at }).catch(() => ({ country: null }))
      // Unless somebody has gone on meanwhile.
      const isStill = (now: SimulatorParams) => now.at?.[0] === at[0] && now.at[1] === at[1] && now.place === null
      void setParams((now) => (isStill(now) ? { place: country && `country:${country}` } : {}), { history: 'replace' })
    },
    [client, setParams],
  )
}

const round = (degrees: number) => Math.round(degrees * 100) / 100
