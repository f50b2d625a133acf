'use client'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import { createFleetStore, type FleetStore } from './fleet-store'
import { useTRPC } from './trpc'

export type LiveLink = { status: 'idle' | 'connecting' | 'pending' | 'error'; lastAt: number | null }

/** The live fleet, or through a Subcloud the nodes that could take its jobs. `lastAt` is when this browser last heard anything. */
export function useFleet(paused: boolean, subcloud?: string): { store: FleetStore } & LiveLink {
  const trpc = useTRPC()
  const [held, setHeld] = useState(() => hold(subcloud))
  // What is seen through one lens is not left standing under the next.
  if (held.subcloud !== subcloud) setHeld(hold(subcloud))
  const { store, lastAt } = held
  const { status } = useSubscription(
    trpc.live.fleet.subscriptionOptions(
      { subcloud },
      {
        enabled: !paused,
        onData: ({ data }) => {
          store.apply(data)
          setHeld((now) => (now.store === store ? { ...now, lastAt: Date.now() } : now))
        },
      },
    ),
  )
  useEffect(() => () => store.stop(), [store])
  return { store, status, lastAt }
}

type Held = { subcloud: string | undefined; store: FleetStore; lastAt: number | null }
const hold = (subcloud: string | undefined): Held => ({ subcloud, store: createFleetStore(), lastAt: null })

const none: ReadonlyMap<string, FleetPoint> = new Map()

/** The nodes as a value that changes at most once a second. */
export function useFleetNodes(store: FleetStore): ReadonlyMap<string, FleetPoint> {
  return useSyncExternalStore(store.subscribe, store.nodes, () => none)
}
