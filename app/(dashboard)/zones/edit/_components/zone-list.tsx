'use client'
import { CircleAlert, Plus, TriangleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'
import { addZone, freeCode } from '@/server/core/config/edit/with-zone'
import type { Finding } from '@/server/core/config/finding'
import type { Config, Zone } from '@/server/core/config/schema'
import { isEqual } from '@/server/core/json/share'
import { Button } from '../../../../_components/ui/button'
import { inputClass } from '../../../../_components/ui/field'
import { type Column, VirtualTable } from '../../../../_components/virtual-table'
import type { Edit } from './edit'
import { orderAsTree } from './tree'

type Row = { zone: Zone; depth: number; worst: Finding['severity'] | null; isChanged: boolean; slot: number }
type Props = {
  config: Config
  published: Config
  findings: readonly Finding[]
  slots: ReadonlyMap<string, { slot: number }>
  selected: string | null
  onSelect: (code: string | null) => void
  edit: Edit
}

const columns: readonly Column<Row>[] = [
  {
    id: 'zone',
    header: 'Zone',
    width: 'minmax(0,1fr)',
    cell: ({ zone, depth, slot }) => (
      <span className="flex min-w-0 items-center gap-1.5" style={{ paddingLeft: `${depth * 0.75}rem` }}>
        <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: `var(--zone-${slot % 8})` }} />
        <span className="font-medium">{zone.code}</span>
        <span className="truncate text-xs text-muted">{zone.status === 'published' ? zone.name : zone.status}</span>
      </span>
    ),
  },
  {
    id: 'state',
    header: '',
    width: '3rem',
    align: 'right',
    cell: ({ worst, isChanged }) => (
      <span className="inline-flex items-center gap-1">
        {worst === 'error' && <CircleAlert size={13} className="text-bad" aria-label="has errors" />}
        {worst === 'warning' && <TriangleAlert size={13} className="text-warn" aria-label="has warnings" />}
        {isChanged && <span title="Changed in this draft" className="size-1.5 rounded-full bg-accent" role="img" aria-label="changed" />}
      </span>
    ),
  },
]

export function ZoneList({ config, published, findings, slots, selected, onSelect, edit }: Props) {
  const [search, setSearch] = useState('')
  const rows = useMemo(() => {
    const before = new Map(published.zones.map((zone) => [zone.code, zone]))
    const worst = new Map<number, Finding['severity']>()
    for (const { path, severity } of findings) {
      const at = /^zones\[(\d+)\]/.exec(path)?.[1]
      if (at !== undefined && worst.get(Number(at)) !== 'error') worst.set(Number(at), severity)
    }
    const place = new Map(config.zones.map((zone, i) => [zone, i]))
    return orderAsTree(config.zones).map(
      ({ zone, depth }): Row => ({
        zone,
        depth,
        worst: worst.get(place.get(zone)!) ?? null,
        isChanged: !isEqual(before.get(zone.code), zone),
        slot: slots.get(zone.code)?.slot ?? 0,
      }),
    )
  }, [config.zones, published.zones, findings, slots])
  const wanted = search.trim().toLowerCase()
  const shown = wanted === '' ? rows : rows.filter(({ zone }) => `${zone.code} ${zone.name}`.toLowerCase().includes(wanted))
  const add = () => {
    const code = freeCode(config.zones)
    edit((each) => addZone(each, { code, name: 'New zone' }))
    onSelect(code)
  }
  return (
    <>
      <div className="flex gap-2 border-b p-2">
        <input
          type="search"
          aria-label="Find a zone"
          placeholder="Find a zone"
          value={search}
          className={inputClass}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Button size="icon" aria-label="Add a zone" onClick={add}>
          <Plus size={15} aria-hidden />
        </Button>
      </div>
      <VirtualTable
        label="Zones of the draft"
        columns={columns}
        rows={shown}
        rowKey={({ zone }) => zone.code}
        rowLabel={({ zone }) => `Zone ${zone.code}, ${zone.name}`}
        activeKey={selected}
        onOpen={({ zone }) => onSelect(zone.code)}
        minWidth="0"
        foot={shown.length === 0 ? 'No zone has this name.' : undefined}
      />
    </>
  )
}
