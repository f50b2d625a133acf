'use client'
import { useState } from 'react'
import type { Config } from '@/server/core/config/schema'
import { Field, Textarea } from '../../../_components/ui/field'
import type { Draft } from '../../../_lib/drafts/use-draft'

/** What is being typed stays as it is until it means another list. */
export function ModelsField({ draft }: { draft: Draft<Config> }) {
  const { models } = draft.document
  const [text, setText] = useState(models.join('\n'))
  return (
    <Field label="Models" hint="One a line. A model is also known while a node has it; those listed here count for coverage.">
      <Textarea
        className="font-mono text-xs"
        rows={Math.min(12, Math.max(3, models.length + 1))}
        spellCheck={false}
        value={sameList(listOf(text), models) ? text : models.join('\n')}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          const next = listOf(currentTarget.value)
          if (!sameList(next, models)) draft.edit((config) => ({ ...config, models: next }), { step: 'models' })
        }}
      />
    </Field>
  )
}

const listOf = (text: string): string[] => [...new Set(text.split(/\s+/).filter((line) => line !== ''))]
const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((item, i) => item === b[i])
