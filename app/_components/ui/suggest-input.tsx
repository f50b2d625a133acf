'use client'
import { type ClipboardEventHandler, type KeyboardEvent, type ReactNode, useState } from 'react'
import { cn } from './cn'
import { inputClass } from './field'

type Props<T> = {
  /** For the label, which is the caller’s. */
  id: string
  /** What the list is called. */
  listLabel: string
  value: string
  onChange: (value: string) => void
  found: readonly T[]
  keyOf: (option: T) => string
  children: (option: T) => ReactNode
  onTake: (option: T) => void
  /** Enter with no option chosen: what is written is meant as it stands. */
  onEnter: () => void
  /** Whether Enter takes the first option where none was chosen. */
  takesFirst: boolean
  /** Backspace with nothing written: what was taken last goes. */
  onErase?: () => void
  onPaste?: ClipboardEventHandler<HTMLInputElement>
  placeholder?: string
  describedBy?: string
  disabled?: boolean
}

/** A text field that offers what the letters may mean: arrows choose, Enter takes, Escape closes the list and keeps the text. */
export function SuggestInput<T>(props: Props<T>) {
  const { id, listLabel, value, onChange, found, keyOf, onTake, onEnter, takesFirst } = props
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<number | null>(null)
  const options = isOpen ? found : []
  const at = Math.min(chosen ?? (takesFirst ? 0 : -1), options.length - 1)
  const option = options[at]
  const take = (taken: T) => {
    setChosen(null)
    onTake(taken)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      setChosen(Math.max(0, Math.min(found.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (option) take(option)
      else onEnter()
    } else if (event.key === 'Escape' && options.length > 0) {
      event.stopPropagation()
      setOpen(false)
    } else if (event.key === 'Backspace' && value === '') props.onErase?.()
  }
  return (
    <div className="relative min-w-0 flex-1">
      <input
        id={id}
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-found`}
        aria-activedescendant={option ? `${id}-${at}` : undefined}
        aria-describedby={props.describedBy}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={props.placeholder}
        disabled={props.disabled}
        className={inputClass}
        value={value}
        onChange={(event) => {
          setOpen(true)
          setChosen(null)
          onChange(event.target.value)
        }}
        onKeyDown={press}
        onPaste={props.onPaste}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      />
      <div
        id={`${id}-found`}
        role="listbox"
        aria-label={listLabel}
        hidden={options.length === 0}
        className="absolute z-30 mt-1 max-h-64 w-full overflow-auto rounded-lg border bg-raised p-1 shadow-pop"
      >
        {options.map((each, i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
          <div
            key={keyOf(each)}
            id={`${id}-${i}`}
            ref={i === at ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
            role="option"
            aria-selected={i === at}
            className={cn('flex cursor-default items-center gap-2 rounded px-2 py-1 hover:bg-hover', i === at && 'bg-hover')}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(each)}
          >
            {props.children(each)}
          </div>
        ))}
      </div>
    </div>
  )
}
