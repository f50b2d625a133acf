'use client'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { FieldErrors, UseFormRegister } from 'react-hook-form'
import { Field, Input } from '../../../_components/ui/field'
import type { KeyValues } from './key-form'

const fields = [
  { name: 'only', label: 'Only in', hint: 'jobs stay inside all of: the network’s, the Subcloud’s and this' },
  { name: 'deny', label: 'Never in', hint: 'e.g. country:HU' },
  { name: 'prefer', label: 'Preferably in', hint: 'best first; orders, never admits' },
] as const

/** A key can only narrow what its Subcloud allows, so none of this is needed. */
export function KeyGeoFields({ register, errors }: { register: UseFormRegister<KeyValues>; errors: FieldErrors<KeyValues> }) {
  const [open, setOpen] = useState(false)
  const isWrong = fields.some(({ name }) => errors[name] !== undefined)
  return (
    <details className="group rounded-md border" open={open || isWrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex cursor-default items-center gap-1.5 rounded-md px-3 py-2 hover:bg-hover">
        <ChevronRight size={14} className="shrink-0 text-faint group-open:rotate-90" aria-hidden />
        Narrow where its jobs may run <span className="text-muted">(optional)</span>
      </summary>
      <div className="flex flex-col gap-3 px-3 pt-1 pb-3">
        {fields.map(({ name, label, hint }) => (
          <Field key={name} label={label} hint={hint} error={errors[name]?.message}>
            <Input
              {...register(name)}
              placeholder={name === 'only' ? 'jurisdiction:EU27 country:CH' : undefined}
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-xs"
            />
          </Field>
        ))}
      </div>
    </details>
  )
}
