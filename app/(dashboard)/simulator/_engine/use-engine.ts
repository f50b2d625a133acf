'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTRPCClient } from '../../../_lib/trpc'
import { EngineLink } from './link'

export type LoadedFleet = { at: number; nodes: number }

let made = 0

/** A worker for as long as the screen is open. `number` tells one from the next, for what is cached about it. */
function useLink(isOn: boolean): { link: EngineLink; number: number } | null {
  const [own, setOwn] = useState<{ link: EngineLink; number: number } | null>(null)
  useEffect(() => {
    if (!isOn) return
    const link = new EngineLink()
    setOwn({ link, number: ++made })
    return () => {
      setOwn(null)
      link.end()
    }
  }, [isOn])
  return own
}

/** The engine with the present fleet in it, page by page. Only admins are given the fleet. */
export function useEngine(isOn: boolean) {
  const client = useTRPCClient()
  const own = useLink(isOn)
  const [loadedNodes, setLoadedNodes] = useState<{ nodes: number; total: number } | null>(null)
  const fleet = useQuery({
    queryKey: ['simulator', 'fleet', own?.number],
    enabled: own !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<LoadedFleet> => {
      let nodes = 0
      let at = 0
      for (let cursor: string | undefined; ; ) {
        const page = await client.simulator.fleet.query({ cursor }, { signal })
        own!.link.takeFleet(page, cursor === undefined)
        at ||= page.at
        nodes += page.pageNodes
        setLoadedNodes({ nodes, total: page.total })
        if (page.nextCursor === null) return { at, nodes }
        cursor = page.nextCursor
      }
    },
  })
  return { link: own?.link ?? null, number: own?.number ?? 0, fleet, loadedNodes }
}
export type EngineState = ReturnType<typeof useEngine>
