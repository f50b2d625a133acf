'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { NodeFilters, NodePlaces } from '@/server/control/services/nodes/schemas'
import { Locator } from '../../../_components/map/locator'
import { QueryView } from '../../../_components/query-view'
import { Skeleton } from '../../../_components/states'
import { plural } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'
import { useZones } from '../../../_lib/use-zones'
import { pictureOf } from './mini-map-spots'

type Props = { filters: NodeFilters; onCountry: (iso: string) => void }

/** Where the nodes of the list are, under its filters. The facets below and the table have the same in words. */
export function MiniMap({ filters, onCountry }: Props) {
  const trpc = useTRPC()
  const query = useQuery(trpc.nodes.places.queryOptions(filters, { refetchInterval: 5_000, placeholderData: keepPreviousData }))
  return (
    <section aria-label="Where they are" className="px-2 pt-2">
      <QueryView query={query} what="where they are" skeleton={<Skeleton className="aspect-[355/142] h-auto w-full" />}>
        {(places) => <Picture places={places} filters={filters} onCountry={onCountry} />}
      </QueryView>
    </section>
  )
}

function Picture({ places, filters, onCountry }: Props & { places: NodePlaces }) {
  const { zones } = useZones()
  const zone = filters.zone === undefined ? undefined : zones.get(filters.zone)
  const countries = filters.country === undefined ? (zone?.countries ?? []) : [filters.country]
  const { points, summary, unknown } = pictureOf(places)
  return (
    <>
      <Locator
        label={summary}
        countries={countries}
        colour={zone ? `var(--zone-${zone.slot % 8})` : 'color-mix(in srgb, var(--accent) 35%, var(--land))'}
        points={points}
        onCountry={onCountry}
      />
      {unknown > 0 && <p className="px-2 pt-1 text-2xs text-faint">{plural(unknown, 'node')} of unknown place</p>}
    </>
  )
}
