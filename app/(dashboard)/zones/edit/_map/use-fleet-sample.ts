'use client'
import { useEffect, useState } from 'react'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import type { FleetStore } from '../../../../_lib/fleet-store'

const everyMs = 10_000
const none: readonly FleetPoint[] = []

/** The fleet every few seconds: who draws zones needs to see where nodes are, not each of their heartbeats. */
export function useFleetSample(store: FleetStore<FleetPoint>): readonly FleetPoint[] {
  const [sample, setSample] = useState(none)
  useEffect(() => {
    const take = () => setSample([...store.nodes().values()])
    let isFirst = true
    const stop = store.subscribe(() => {
      if (isFirst) take()
      isFirst = false
    })
    take()
    const timer = setInterval(take, everyMs)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [store])
  return sample
}
