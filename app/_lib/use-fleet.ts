'use client'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { FleetEvent, FleetPoint, FleetSpot } from '@/server/control/services/nodes/schemas'
import type { Sight } from '../_components/map/sight'
import { createFleetStore, type FleetStore } from './fleet-store'
import { useTRPC } from './trpc'

export type LiveLink = { status: 'idle' | 'connecting' | 'pending' | 'error'; lastAt: number | null }

/** The live fleet node by node, or through a Subcloud the nodes that could take its jobs. `lastAt` is when this browser last heard anything. */
export function useFleet(paused: boolean, subcloud?: string): { store: FleetStore<FleetPoint> } & LiveLink {
  const trpc = useTRPC()
  const { store, lastAt, onData } = useHeld<FleetPoint>(subcloud)
  const { status } = useSubscription(trpc.live.fleet.subscriptionOptions({ subcloud }, { enabled: !paused, onData }))
  return { store, status, lastAt }
}

/** The same as a map draws it that looks there. While it is paused, who looks elsewhere is told how it is there, once. */
export function useSpots(
  state: 'live' | 'paused' | 'hidden',
  sight: Sight,
  subcloud?: string,
): { store: FleetStore<FleetSpot> } & LiveLink {
  const trpc = useTRPC()
  const { store, lastAt, onData } = useHeld<FleetSpot>(subcloud)
  const [whole, setWhole] = useState<{ store: object; sight: Sight } | null>(null)
  const isWhole = whole?.store === store && whole.sight === sight
  const { status } = useSubscription(
    trpc.live.spots.subscriptionOptions(
      { subcloud, ...sight },
      {
        enabled: state === 'live' || (state === 'paused' && !isWhole),
        onData: (event) => {
          onData(event)
          if (!event.data.more && !isWhole) setWhole({ store, sight })
        },
      },
    ),
  )
  return { store, status, lastAt }
}

type Held<R extends { id: string }> = { subcloud: string | undefined; store: FleetStore<R>; lastAt: number | null }

function useHeld<R extends { id: string }>(subcloud: string | undefined) {
  const hold = (): Held<R> => ({ subcloud, store: createFleetStore<R>(), lastAt: null })
  const [held, setHeld] = useState(hold)
  // What is seen through one lens is not left standing under the next.
  if (held.subcloud !== subcloud) setHeld(hold())
  const { store, lastAt } = held
  useEffect(() => () => store.stop(), [store])
  const onData = ({ data }: { data: FleetEvent }) => {
    store.apply(data)
    setHeld((now) => (now.store === store ? { ...now, lastAt: Date.now() } : now))
  }
  return { store, lastAt, onData }
}

const none = new Map<string, never>()

/** The nodes as a value that changes at most once a second. */
export function useFleetNodes<R extends { id: string }>(store: FleetStore<R>): ReadonlyMap<string, R> {
  return useSyncExternalStore(store.subscribe, store.nodes, () => none)
}
