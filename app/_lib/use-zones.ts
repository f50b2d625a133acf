'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ZoneRow } from '@/server/control/services/zones/schemas'
import { useTRPC } from './trpc'
import { zoneSlots } from './zone-slots'

export type ZoneLook = ZoneRow & { top: string; slot: number }

/** Every zone by code, with its hue and its top-level zone. */
function zoneLooks(rows: readonly ZoneRow[]): ReadonlyMap<string, ZoneLook> {
  const slots = zoneSlots(rows)
  return new Map(rows.map((row) => [row.code, { ...row, ...slots.get(row.code)! }]))
}

const none: ReadonlyMap<string, ZoneLook> = new Map()

export function useZones() {
  const trpc = useTRPC()
  const query = useQuery(trpc.zones.list.queryOptions(undefined, { staleTime: 15_000, refetchInterval: 15_000 }))
  const zones = useMemo(() => (query.data ? zoneLooks(query.data.items) : none), [query.data])
  return { query, zones }
}
