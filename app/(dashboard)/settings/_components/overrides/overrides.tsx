'use client'
import { MapPinned, Plus, Upload } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useMemo, useRef } from 'react'
import type { Config, Override } from '@/server/core/config/schema'
import { ConfigDraft } from '../../../../_components/changes/config-draft'
import { EmptyState, FilteredEmpty } from '../../../../_components/states'
import { Badge } from '../../../../_components/ui/badge'
import { Button } from '../../../../_components/ui/button'
import { inputClass } from '../../../../_components/ui/field'
import { type Column, VirtualTable } from '../../../../_components/virtual-table'
import type { Draft } from '../../../../_lib/drafts/use-draft'
import { count } from '../../../../_lib/format'
import { useHotkeys } from '../../../../_lib/hotkeys'
import { settingsParams } from '../../search-params'
import { ImportGeofeed } from './import-geofeed'
import { OverridePlace } from './override-place'
import { type OverrideRow, overrideRows } from './override-rows'
import { OverrideSheet } from './override-sheet'

/** An admin’s word on where address ranges are: it wins over the databases, for clients and nodes alike. */
export function Overrides() {
  return <ConfigDraft>{(draft) => <OverrideList draft={draft} />}</ConfigDraft>
}

const states = {
  published: { tone: 'neutral', label: 'in force' },
  new: { tone: 'ok', label: 'new' },
  changed: { tone: 'accent', label: 'changed' },
  removed: { tone: 'bad', label: 'to be removed' },
} as const

const columns: readonly Column<OverrideRow>[] = [
  { id: 'cidr', header: 'Addresses', width: 'minmax(11rem,1fr)', cell: ({ override }) => <code className="text-xs">{override.cidr}</code> },
  { id: 'place', header: 'Stand in', width: 'minmax(13rem,1.4fr)', cell: ({ override }) => <OverridePlace place={override.place} /> },
  {
    id: 'note',
    header: 'Note',
    width: 'minmax(8rem,1.4fr)',
    cell: ({ override }) => override.note ?? <span className="text-faint">–</span>,
  },
  {
    id: 'state',
    header: 'State',
    width: '8rem',
    cell: ({ state }) => <Badge tone={states[state].tone}>{states[state].label}</Badge>,
  },
]

function OverrideList({ draft }: { draft: Draft<Config> }) {
  const [{ q, override: opened }, setParams] = useQueryStates(settingsParams, { history: 'push' })
  const search = useRef<HTMLInputElement>(null)
  useHotkeys({ '/': () => search.current?.focus() })
  const { overrides } = draft.document
  const rows = useMemo(() => overrideRows(overrides, draft.published.overrides), [overrides, draft.published.overrides])
  const shown = useMemo(() => rows.filter((row) => matches(row.override, q)), [rows, q])
  const open = (cidr: string | null) => void setParams({ override: cidr })
  const close = () => open(null)
  const add = (
    <span className="flex flex-wrap gap-2">
      <Button onClick={() => open('geofeed')}>
        <Upload size={14} aria-hidden />
        Import a geofeed
      </Button>
      <Button variant="primary" onClick={() => open('new')}>
        <Plus size={14} aria-hidden />
        Add an override
      </Button>
    </span>
  )
  if (rows.length === 0 && opened === null)
    return (
      <EmptyState icon={<MapPinned size={24} aria-hidden />} title="No address is overridden" action={add}>
        Where an IP database is wrong, or knows nothing, e.g. of a private network behind your own gateway, say where its addresses stand. A
        network’s geofeed says it of all its own.
      </EmptyState>
    )
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <input
          ref={search}
          type="search"
          aria-label="Search overrides"
          placeholder="Address, country, note…"
          className={`${inputClass} max-w-64`}
          value={q}
          onChange={({ currentTarget }) => void setParams({ q: currentTarget.value || null }, { history: 'replace' })}
        />
        <span role="status" className="text-muted">
          {count(shown.length)} of {count(rows.length)}
        </span>
        <span className="ml-auto">{add}</span>
      </div>
      <p className="text-muted">
        The longest prefix that holds an address wins. An override is evidence for nodes too: one whose tag agrees is consistent.
      </p>
      {shown.length === 0 ? (
        <FilteredEmpty what="overrides" onClear={() => void setParams({ q: null })} />
      ) : (
        <div className="flex max-h-[32rem] flex-col overflow-hidden rounded-lg border bg-surface">
          <VirtualTable
            label="Address overrides"
            columns={columns}
            rows={shown}
            rowKey={({ override }) => override.cidr}
            rowLabel={({ override, state }) => `Override ${override.cidr}, ${states[state].label}`}
            activeKey={opened}
            onOpen={({ override }) => open(override.cidr)}
            minWidth="44rem"
          />
        </div>
      )}
      {opened === 'geofeed' ? (
        <ImportGeofeed draft={draft} onClose={close} />
      ) : (
        opened !== null && (
          <OverrideSheet key={opened} draft={draft} row={rows.find(({ override }) => override.cidr === opened) ?? null} onClose={close} />
        )
      )}
    </>
  )
}

function matches({ cidr, place, note = '' }: Override, q: string): boolean {
  const text = typeof place === 'string' ? place : `${place.country} ${place.subdivision ?? ''}`
  return `${cidr} ${text} ${note}`.toLowerCase().includes(q.trim().toLowerCase())
}
