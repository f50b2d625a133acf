'use client'
import { useCallback } from 'react'
import type { LngLat } from '@/server/core/geo/place'
import { useTRPCClient } from '../../../_lib/trpc'
import type { SetParams } from '../_engine/question'

/** Puts the pin down and asks the server, which has the exact outlines, for the country under it. */
export function usePin(setParams: SetParams) {
  const client = useTRPCClient()
  return useCallback(
    async ([lng, lat]: LngLat) => {
      const at: LngLat = [round(lng), round(lat)]
      const { country } = await client.simulator.place.query({ point: [...at] }).catch(() => ({ country: null }))
      await setParams({ tab: 'ask', at, place: country && `country:${country}`, confidence: 'high', node: null })
    },
    [client, setParams],
  )
}

const round = (degrees: number) => Math.round(degrees * 100) / 100
