'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ZoneRow } from '@/server/control/services/zones/schemas'
import { useTRPC } from './trpc'

export type ZoneLook = ZoneRow & { top: string; slot: number }

/** Every zone by code, with the hue of its top-level zone: hues follow the configuration's order, so adding one moves none. */
export function zoneLooks(rows: readonly ZoneRow[]): ReadonlyMap<string, ZoneLook> {
  const byCode = new Map(rows.map((row) => [row.code, row]))
  const tops = rows.filter((row) => row.parent === null).map((row) => row.code)
  return new Map(
    rows.map((row) => {
      let top = row
      for (let i = 0; top.parent !== null && i < 8; i++) top = byCode.get(top.parent) ?? { ...top, parent: null }
      return [row.code, { ...row, top: top.code, slot: Math.max(0, tops.indexOf(top.code)) }]
    }),
  )
}

const none: ReadonlyMap<string, ZoneLook> = new Map()

export function useZones() {
  const trpc = useTRPC()
  const query = useQuery(trpc.zones.list.queryOptions(undefined, { staleTime: 15_000, refetchInterval: 15_000 }))
  const zones = useMemo(() => (query.data ? zoneLooks(query.data.items) : none), [query.data])
  return { query, zones }
}
