'use client'
import { Country } from '../../../_components/domain/country'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import type { Lens } from '../../../_components/map/layers/lens'
import { EmptyState } from '../../../_components/states'
import { type Column, VirtualTable } from '../../../_components/virtual-table'
import { countryName } from '../../../_lib/country-name'

type Area = { code: string; drawn: boolean; inside: keyof typeof words }

const words = {
  whole: 'inside',
  part: 'partly inside',
  allowed: 'inside, as drawn',
  denied: 'outside, as drawn',
}

const columns: readonly Column<Area>[] = [
  {
    id: 'area',
    header: 'Area',
    width: 'minmax(12rem,1fr)',
    cell: ({ code, drawn }) => (drawn ? <ZoneTag code={code} link={false} /> : <Country code={code} withName />),
  },
  { id: 'kind', header: 'Kind', width: '9rem', cell: ({ drawn }) => (drawn ? 'drawn zone' : 'country') },
  { id: 'inside', header: 'Boundary', width: '11rem', cell: ({ inside }) => words[inside] },
]

/** The boundary that the map shows, as a list; what is not in it is outside. */
export function BoundaryTable({ lens: { countries, outline } }: { lens: Lens }) {
  if (countries === null) return <EmptyState title="Anywhere">Nothing is allowed or denied: jobs may run in every country.</EmptyState>
  const areas = (codes: readonly string[], drawn: boolean, inside: Area['inside']) => codes.map((code): Area => ({ code, drawn, inside }))
  const rows = [
    ...areas(outline.drawnIn, true, 'allowed'),
    ...areas(outline.drawnOut, true, 'denied'),
    ...areas(outline.partly, false, 'part'),
    ...areas(countries, false, 'whole'),
  ]
  return (
    <div className="-mx-4 flex h-full flex-col">
      <VirtualTable
        label="Boundary"
        columns={columns}
        rows={rows}
        rowKey={({ code, inside }) => `${inside} ${code}`}
        rowLabel={({ code, drawn, inside }) => `${drawn ? code : countryName(code)}: ${words[inside]}`}
        activeKey={null}
        onOpen={() => {}}
        minWidth="32rem"
        foot={rows.length === 0 ? 'Nowhere: every job is refused.' : 'Every other country is outside.'}
      />
    </div>
  )
}
