import { type ReactNode, useId } from 'react'
import { cn } from '../../../../../_components/ui/cn'

type Choice<T extends string> = { value: T; label: string; hint?: ReactNode; aside?: ReactNode }

/** One of a few, each with what it means and what it costs. */
export function ChoiceList<T extends string>({
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
  const name = useId()
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={cn(
            'flex items-baseline gap-2.5 rounded-md border px-2.5 py-1.5 hover:border-line-strong has-focus-visible:outline-2',
            choice.value === value && 'border-accent/60 bg-accent-soft',
          )}
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="translate-y-0.5 accent-accent"
          />
          <span className="min-w-0 flex-1">
            <span className="font-medium">{choice.label}</span>
            {choice.hint && <span className="block text-xs text-muted">{choice.hint}</span>}
          </span>
          {choice.aside && <span className="text-xs whitespace-nowrap text-muted tabular-nums">{choice.aside}</span>}
        </label>
      ))}
    </fieldset>
  )
}
