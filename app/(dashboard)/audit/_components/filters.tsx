'use client'
import { useQuery } from '@tanstack/react-query'
import { inputClass } from '../../../_components/ui/field'
import { Select } from '../../../_components/ui/select'
import { actionWords } from '../../../_lib/audit-words'
import { useTRPC } from '../../../_lib/trpc'

const any = '*'
type Chosen = { entity: string | null; action: string | null; actor: string | null; from: Date | null; to: Date | null }

export function Filters({ chosen, onChoose }: { chosen: Chosen; onChoose: (change: Partial<Chosen>) => void }) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.audit.facets.queryOptions(undefined, { staleTime: 30_000 }))
  const choices = (all: string, list: readonly { value: string; label: string; events: number }[]) => [
    { value: any, label: all },
    ...list.map(({ value, label, events }) => ({ value, label, hint: String(events) })),
  ]
  const set = (name: 'entity' | 'action' | 'actor') => (value: string) => onChoose({ [name]: value === any ? null : value })
  return (
    <search aria-label="Filter the audit trail" className="flex flex-wrap items-center gap-2">
      <Select
        label="Who"
        value={chosen.actor ?? any}
        onChange={set('actor')}
        options={choices(
          'Anybody',
          (data?.actors ?? []).map((actor) => ({ ...actor, label: actor.name })),
        )}
      />
      <Select
        label="Of what"
        value={chosen.entity ?? any}
        onChange={set('entity')}
        options={choices(
          'Anything',
          (data?.entities ?? []).map((entity) => ({ ...entity, label: entity.value })),
        )}
      />
      <Select
        label="What was done"
        value={chosen.action ?? any}
        onChange={set('action')}
        options={choices(
          'Any change',
          (data?.actions ?? []).map((action) => ({ ...action, label: actionWords(action.value) })),
        )}
      />
      <Day label="From" value={chosen.from} onChange={(from) => onChoose({ from })} />
      <Day label="To" value={chosen.to} onChange={(to) => onChoose({ to })} />
    </search>
  )
}

function Day({ label, value, onChange }: { label: string; value: Date | null; onChange: (value: Date | null) => void }) {
  return (
    <label className="flex items-center gap-1.5 text-xs text-muted">
      {label}
      <input
        type="date"
        title="A day in UTC"
        className={`${inputClass} w-36`}
        value={value?.toISOString().slice(0, 10) ?? ''}
        onChange={({ currentTarget }) => onChange(currentTarget.value ? new Date(`${currentTarget.value}T00:00:00Z`) : null)}
      />
    </label>
  )
}
