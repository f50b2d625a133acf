'use client'
import { useKept } from '../../_lib/kept/use-kept'
import { Field, Input } from './field'

/** While it is being typed the text is what was typed; else it is what the draft says, so that undo shows. */
function useTyped(label: string, text: string) {
  const [typed, keep, forget] = useKept<string | null>(label, null)
  return { text: typed ?? text, type: keep, leave: forget }
}

export function NumberField({
  label,
  hint,
  unit,
  value,
  min = 0,
  max,
  whole = false,
  onChange,
}: {
  label: string
  hint?: string
  unit: string
  value: number | undefined
  min?: number
  max?: number
  whole?: boolean
  onChange: (value: number | undefined) => void
}) {
  const { text, type, leave } = useTyped(label, value === undefined ? '' : String(value))
  const takes = (number: number) => number >= min && number <= (max ?? Number.POSITIVE_INFINITY) && (!whole || Number.isInteger(number))
  const read = (written: string) => (written.trim() === '' ? undefined : Number(written))
  const number = read(text)
  const isWrong = number !== undefined && !takes(number)
  const range = max === undefined ? `at least ${min}` : `from ${min} to ${max}`
  return (
    <Field
      label={unit === '' ? label : `${label} (${unit})`}
      hint={hint}
      error={isWrong ? `A ${whole ? 'whole number' : 'number'} ${range}` : undefined}
    >
      <Input
        inputMode="decimal"
        className="max-w-40 tabular-nums"
        value={text}
        // What is wrong stays where it is, so that it can be mended.
        onBlur={() => !isWrong && leave()}
        onChange={(event) => {
          type(event.target.value)
          const next = read(event.target.value)
          if (next === undefined || takes(next)) onChange(next)
        }}
      />
    </Field>
  )
}

/** Words separated by commas; none is no condition. */
export function WordsField({
  label,
  hint,
  placeholder,
  words,
  onChange,
}: {
  label: string
  hint?: string
  placeholder?: string
  words: readonly string[] | undefined
  onChange: (words: string[] | undefined) => void
}) {
  const { text, type, leave } = useTyped(label, (words ?? []).join(', '))
  return (
    <Field label={label} hint={hint}>
      <Input
        value={text}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        onBlur={leave}
        onChange={(event) => {
          type(event.target.value)
          const next = [...new Set(event.target.value.split(',').map((word) => word.trim()))].filter(Boolean)
          onChange(next.length === 0 ? undefined : next)
        }}
      />
    </Field>
  )
}
