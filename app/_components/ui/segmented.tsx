'use client'
import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import type { ReactNode } from 'react'

type Choice<T extends string> = { value: T; label: string; icon?: ReactNode; iconOnly?: boolean }

export function Segmented<T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string
  value: T
  choices: readonly Choice<T>[]
  onChange: (value: T) => void
}) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => next && onChange(next as T)}
      className="inline-flex rounded-md border border-line bg-sunken p-0.5"
    >
      {choices.map((choice) => (
        <Toggle
          key={choice.value}
          value={choice.value}
          aria-label={choice.label}
          title={choice.iconOnly ? choice.label : undefined}
          className="inline-flex h-6.5 items-center gap-1.5 rounded-[5px] px-2 text-xs text-muted hover:text-ink data-pressed:bg-surface data-pressed:text-ink data-pressed:shadow-sm"
        >
          {choice.icon}
          {!choice.iconOnly && choice.label}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
