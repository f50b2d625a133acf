'use client'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import { createFleetStore, type FleetStore } from './fleet-store'
import { useTRPC } from './trpc'

export type LiveLink = { status: 'idle' | 'connecting' | 'pending' | 'error'; lastAt: number | null }

/** The live fleet. `lastAt` is when this browser last heard anything. */
export function useFleet(paused: boolean): { store: FleetStore } & LiveLink {
  const trpc = useTRPC()
  const [store] = useState(createFleetStore)
  const [lastAt, setLastAt] = useState<number | null>(null)
  const { status } = useSubscription(
    trpc.live.fleet.subscriptionOptions(undefined, {
      enabled: !paused,
      onData: ({ data }) => {
        store.apply(data)
        setLastAt(Date.now())
      },
    }),
  )
  useEffect(() => () => store.stop(), [store])
  return { store, status, lastAt }
}

const none: ReadonlyMap<string, FleetPoint> = new Map()

/** The nodes as a value that changes at most once a second. */
export function useFleetNodes(store: FleetStore): ReadonlyMap<string, FleetPoint> {
  return useSyncExternalStore(store.subscribe, store.nodes, () => none)
}
