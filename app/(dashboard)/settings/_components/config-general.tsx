'use client'
import { type ReactNode, useState } from 'react'
import type { Config } from '@/server/core/config/schema'
import { Checkbox } from '../../../_components/ui/checkbox'
import { Field, Textarea } from '../../../_components/ui/field'
import type { Draft } from '../../../_lib/drafts/use-draft'

export function ConfigGeneral({ draft }: { draft: Draft<Config> }) {
  const { platform } = draft.document
  const setPlatform = (change: Partial<Config['platform']>) =>
    draft.edit((config) => ({ ...config, platform: { ...config.platform, ...change } }))
  return (
    <div className="flex flex-col gap-4">
      <Checkbox
        checked={platform.nearestZone}
        onChange={(nearestZone) => setPlatform({ nearestZone })}
        label="Nearest-zone rule"
        hint="An origin in no zone prefers the nearest one, within 5,000 km and clearly nearer than the next. It is a preference and puts nobody in a zone."
      />
      <Checkbox
        checked={platform.panic}
        onChange={(panic) => setPlatform({ panic })}
        label="Panic"
        hint="Relaxes how long a silent node still counts as live, and nothing else: every boundary holds."
      />
      <Lines
        label="Models"
        hint="One a line. A model is also known while a node has it; those listed here count for coverage."
        value={draft.document.models}
        onChange={(models) => draft.edit((config) => ({ ...config, models }), { step: 'models' })}
      />
    </div>
  )
}

/** A list as lines; what is being typed stays as it is until it means another list. */
function Lines({ label, hint, value, onChange }: { label: string; hint: ReactNode; value: string[]; onChange: (value: string[]) => void }) {
  const [text, setText] = useState(value.join('\n'))
  const shown = sameList(listOf(text), value) ? text : value.join('\n')
  return (
    <Field label={label} hint={hint}>
      <Textarea
        className="font-mono text-xs"
        rows={Math.min(12, Math.max(3, value.length + 1))}
        spellCheck={false}
        value={shown}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          const next = listOf(currentTarget.value)
          if (!sameList(next, value)) onChange(next)
        }}
      />
    </Field>
  )
}

const listOf = (text: string): string[] => [...new Set(text.split(/\s+/).filter((line) => line !== ''))]
const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((item, i) => item === b[i])
