'use client'
import type { NodeList } from '@/server/control/services/nodes/schemas'
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
const shown = 8

function worded(name: Name, value: string): string {
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
    <nav aria-label="Facets" className="hidden px-2 py-2 lg:block">
      {titles.map(([name, title]) => (
        <section key={name} aria-label={title} className="mb-3">
          <h2 className="px-2 py-1 text-xs font-medium text-muted">{title}</h2>
          <ul>
            {(facets?.[name] ?? []).slice(0, chosen[name] ? undefined : shown).map(({ value, count: n }) => {
              const on = chosen[name] === value
              return (
                <li key={value}>
                  <button
                    type="button"
                    aria-pressed={on}
                    disabled={name === 'country' && value === 'none'}
                    onClick={() => onChoose(name, on ? null : value)}
                    className={cn(
                      'flex w-full items-center justify-between gap-2 rounded px-2 py-0.5 text-left',
                      on ? 'bg-accent-soft text-accent' : 'hover:bg-hover',
                    )}
                  >
                    <span className="truncate">{worded(name, value)}</span>
                    <span className="text-xs text-faint tabular-nums">{count(n)}</span>
                  </button>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </nav>
  )
}
