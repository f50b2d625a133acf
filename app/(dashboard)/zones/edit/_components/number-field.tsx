'use client'
import { useId, useState } from 'react'
import { cn } from '../../../../_components/ui/cn'
import { inputClass } from '../../../../_components/ui/field'

type Props = {
  label: string
  value: number
  min: number
  max: number
  step?: number | 'any'
  whole?: boolean
  hideLabel?: boolean
  className?: string
  onChange: (value: number) => void
}

/** A number that may be half typed: what is no number in range stays on the screen, marked, and is not handed on. */
export function NumberField({ label, value, min, max, step = 'any', whole = false, hideLabel = false, className, onChange }: Props) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const isGood = (text: string) =>
    text.trim() !== '' && Number(text) >= min && Number(text) <= max && (!whole || Number.isInteger(Number(text)))
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-xs font-medium text-muted'}>
        {label}
      </label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step}
        value={typed ?? value}
        aria-invalid={typed !== null && !isGood(typed)}
        className={cn(inputClass, 'tabular-nums')}
        onChange={({ target }) => {
          setTyped(target.value)
          if (isGood(target.value)) onChange(Number(target.value))
        }}
        // What is wrong stays where it is, so that it can be mended.
        onBlur={() => typed !== null && isGood(typed) && setTyped(null)}
      />
    </div>
  )
}
