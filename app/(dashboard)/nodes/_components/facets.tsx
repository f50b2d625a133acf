'use client'
import { useState } from 'react'
import type { Facet as FacetValues, NodeList } from '@/server/control/services/nodes/schemas'
import { cn } from '../../../_components/ui/cn'
import { countryName } from '../../../_lib/country-name'
import { count } from '../../../_lib/format'
import { nodeConditionLabels, trustLabels } from '../../../_lib/labels'

type Name = keyof NodeList['facets']
const titles: readonly [Name, string][] = [
  ['condition', 'Status'],
  ['trust', 'Trust'],
  ['zone', 'Zone'],
  ['model', 'Model'],
  ['country', 'Country'],
]
/** Of a long one, until all are asked for. */
const atFirst = 8

/** A value as the screen says it. */
export function facetWord(name: string, value: string): string {
  if (name === 'condition') return nodeConditionLabels[value as keyof typeof nodeConditionLabels]?.label ?? value
  if (name === 'trust') return trustLabels[value as keyof typeof trustLabels]?.label ?? value
  if (value === 'none') return name === 'zone' ? 'In no zone' : 'Unknown'
  return name === 'country' ? countryName(value) : value
}

type Props = {
  facets: NodeList['facets'] | null
  chosen: Partial<Record<Name, string | null>>
  onChoose: (name: Name, value: string | null) => void
}

/** What there is under the present filters, and how many of each; a second click takes the filter off. */
export function Facets({ facets, chosen, onChoose }: Props) {
  return (
    <nav aria-label="Facets">
      {titles.map(([name, title]) => (
        <Facet
          key={name}
          name={name}
          title={title}
          values={facets?.[name] ?? []}
          chosen={chosen[name] ?? null}
          onChoose={(value) => onChoose(name, value)}
        />
      ))}
    </nav>
  )
}

type FacetProps = { name: Name; title: string; values: FacetValues; chosen: string | null; onChoose: (value: string | null) => void }

function Facet({ name, title, values, chosen, onChoose }: FacetProps) {
  const [all, setAll] = useState(false)
  const more = values.length - atFirst
  return (
    <section aria-label={title} className="mb-3">
      <h2 className="px-2 py-1 text-xs font-medium text-muted">{title}</h2>
      <ul>
        {values.slice(0, all ? undefined : atFirst).map(({ value, count: n }) => {
          const on = chosen === value
          return (
            <li key={value}>
              <button
                type="button"
                aria-pressed={on}
                disabled={name === 'country' && value === 'none'}
                onClick={() => onChoose(on ? null : value)}
                className={cn(
                  'flex w-full items-center justify-between gap-2 rounded px-2 py-0.5 text-left max-lg:py-1.5',
                  on ? 'bg-accent-soft text-accent' : 'hover:bg-hover',
                )}
              >
                <span className="truncate">{facetWord(name, value)}</span>
                <span className="text-xs text-faint tabular-nums">{count(n)}</span>
              </button>
            </li>
          )
        })}
      </ul>
      {more > 0 && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="rounded px-2 py-0.5 text-xs text-accent hover:underline"
        >
          {all ? 'Fewer' : `${count(more)} more`}
        </button>
      )}
    </section>
  )
}
