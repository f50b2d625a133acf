'use client'
import { useQueryStates } from 'nuqs'
import { type ReactNode, useMemo } from 'react'
import type { Override } from '@/server/core/config/schema'
import { FilteredEmpty } from '../../../../_components/states'
import { Badge } from '../../../../_components/ui/badge'
import { inputClass } from '../../../../_components/ui/field'
import { type Column, VirtualTable } from '../../../../_components/virtual-table'
import { count } from '../../../../_lib/format'
import { settingsParams } from '../../search-params'
import { OverridePlace } from './override-place'
import type { OverrideRow } from './override-rows'

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

export function OverrideTable({ rows, add }: { rows: readonly OverrideRow[]; add: ReactNode }) {
  const [{ q, override: opened }, setParams] = useQueryStates(settingsParams, { history: 'push' })
  const shown = useMemo(() => rows.filter((row) => matches(row.override, q)), [rows, q])
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <input
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
            onOpen={({ override }) => void setParams({ override: override.cidr })}
            minWidth="44rem"
          />
        </div>
      )}
    </>
  )
}

function matches({ cidr, place, note = '' }: Override, q: string): boolean {
  const text = typeof place === 'string' ? place : `${place.country} ${place.subdivision ?? ''}`
  return `${cidr} ${text} ${note}`.toLowerCase().includes(q.trim().toLowerCase())
}
