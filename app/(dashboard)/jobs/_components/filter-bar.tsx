'use client'
import { X } from 'lucide-react'
import { type Histogram, rungs } from '@/server/control/services/decisions/schemas'
import { FilterSheet } from '../../../_components/filter-sheet'
import { Button } from '../../../_components/ui/button'
import { type Option, Select } from '../../../_components/ui/select'
import { count, relative, shortId, utc } from '../../../_lib/format'
import { refusalLabels, rungLabels } from '../../../_lib/labels'
import { useNow } from '../../../_lib/now'
import { type Range, ranges } from '../search-params'
import type { useFilters } from './use-filters'

const any = '*'
const rangeWords: Record<Range, string> = { '15m': 'Last 15 minutes', '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days' }
const selects = [
  { name: 'outcome', label: 'Outcome' },
  { name: 'zone', label: 'Served' },
  { name: 'rung', label: 'Rung' },
  { name: 'subcloud', label: 'Subcloud' },
  { name: 'model', label: 'Model' },
  { name: 'code', label: 'Refusal' },
] as const

const fixed: Partial<Record<(typeof selects)[number]['name'], readonly string[]>> = { outcome: ['routed', 'refused'], rung: rungs }

function worded(name: (typeof selects)[number]['name'], value: string): string {
  if (name === 'rung') return rungLabels[value as keyof typeof rungLabels]?.label ?? value
  if (name === 'code') return refusalLabels[value] ?? value
  return name === 'outcome' ? value[0]!.toUpperCase() + value.slice(1) : value
}

export function FilterBar({ state, facets }: { state: ReturnType<typeof useFilters>; facets: Histogram['facets'] | null }) {
  const { params, setParams } = state
  const now = useNow()
  const optionsOf = (name: (typeof selects)[number]['name']): Option<string>[] => {
    const counted = facets?.[name] ?? []
    // Few and fixed values are offered even where there is none: "no refusals" is an answer.
    const absent = (fixed[name] ?? [])
      .filter((value) => !counted.some((facet) => facet.value === value))
      .map((value) => ({ value, count: 0 }))
    const known = [...counted, ...absent].map(({ value, count: n }) => ({ value, label: worded(name, value), hint: count(n) }))
    const chosen = params[name]
    const missing =
      chosen !== null && !known.some(({ value }) => value === chosen) ? [{ value: chosen, label: worded(name, chosen), hint: '0' }] : []
    return [{ value: any, label: 'any' }, ...missing, ...known]
  }
  const chips = (['preferred', 'reason', 'node'] as const).flatMap((name) => (params[name] === null ? [] : [{ name, value: params[name] }]))
  const fields = selects.map(({ name, label }) => (
    <Select
      key={name}
      label={label}
      showLabel
      value={params[name] ?? any}
      options={optionsOf(name)}
      onChange={(value) => void setParams({ [name]: value === any ? null : value })}
      className={params[name] === null ? undefined : 'border-accent'}
    />
  ))
  return (
    <search aria-label="Filter jobs" className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
      {state.fixed ? (
        <Button size="md" onClick={() => void setParams({ from: null, to: null })} aria-label="Back to live time">
          {params.from ? utc(params.from.getTime()).slice(5, 16) : '…'} – {params.to ? utc(params.to.getTime()).slice(5, 16) : 'now'} UTC
          {params.to && now > 0 && <span className="text-faint">{relative(params.to.getTime(), now)}</span>}
          <X size={13} aria-hidden />
        </Button>
      ) : (
        <Select
          label="Time"
          value={params.range}
          options={ranges.map((value) => ({ value, label: rangeWords[value] }))}
          onChange={(range) => void setParams({ range })}
        />
      )}
      <FilterSheet title="Filter jobs" inForce={selects.filter(({ name }) => params[name] !== null).length} done="Show jobs">
        <div className="flex flex-col gap-3">{fields}</div>
      </FilterSheet>
      <div className="hidden flex-wrap gap-2 lg:flex">{fields}</div>
      {chips.map(({ name, value }) => (
        <Button
          key={name}
          size="md"
          className="border-accent"
          aria-label={`Remove the filter ${name} ${value}`}
          onClick={() => void setParams({ [name]: null })}
        >
          <span className="text-faint">{name}</span>
          {name === 'node' ? shortId(value) : value}
          <X size={13} aria-hidden />
        </Button>
      ))}
      {state.filtered && (
        <Button variant="ghost" onClick={state.clear}>
          Clear all
        </Button>
      )}
    </search>
  )
}
