'use client'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { tokenName } from '@/server/core/boundary/sentence'
import type { GeoToken } from '@/server/core/geo/place'
import { matchTokens, onlyToken, type TokenOption } from '../../_lib/token-options'
import { cn } from '../ui/cn'
import { inputClass } from '../ui/field'

type Props = {
  label: string
  hint?: string
  tokens: readonly GeoToken[]
  options: readonly TokenOption[]
  onChange: (tokens: GeoToken[]) => void
  tone?: 'allow' | 'deny' | 'plain'
  /** The order means something: chips can be moved. */
  ordered?: boolean
  none: string
  disabled?: boolean
  placeholder?: string
}

const tones = { allow: 'bg-ok-soft text-ok', deny: 'bg-bad-soft text-bad', plain: 'bg-chip text-ink' }

/** A list of geo tokens as chips, with a search that offers whatever a few letters may mean. */
export function TokenField({
  label,
  hint,
  tokens,
  options,
  onChange,
  tone = 'plain',
  ordered = false,
  none,
  disabled = false,
  placeholder = 'EU27, Germany, zone:SA…',
}: Props) {
  const id = useId()
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const found = isOpen && text.trim() !== '' ? matchTokens(options, text, tokens) : []
  const add = (added: readonly GeoToken[]) => {
    onChange([...new Set([...tokens, ...added])])
    setText('')
    setAt(0)
  }
  const write = (next: string) => {
    const parts = next.split(/[\s,;]+/).filter(Boolean)
    const known = parts.map((part) => onlyToken(options, part))
    // A pasted list goes in at once where every part of it can mean one thing only.
    if (parts.length > 1 && known.every((token) => token !== null)) return add(known as GeoToken[])
    setText(next)
    setAt(0)
    setOpen(true)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      setAt((was) => Math.max(0, Math.min(found.length - 1, was + (event.key === 'ArrowDown' ? 1 : -1))))
    } else if (event.key === 'Enter' && text.trim() !== '') {
      event.preventDefault()
      const chosen = onlyToken(options, text) ?? found[at]?.token
      if (chosen) add([chosen])
    } else if (event.key === 'Escape' && found.length > 0) {
      event.stopPropagation()
      setOpen(false)
    } else if (event.key === 'Backspace' && text === '' && tokens.length > 0) onChange(tokens.slice(0, -1))
  }
  const move = (index: number, by: number) => {
    const next = [...tokens]
    const [token] = next.splice(index, 1)
    next.splice(index + by, 0, token!)
    onChange(next)
  }
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
      </label>
      {tokens.length > 0 ? (
        <ul aria-label={`${label}: chosen`} className={cn('flex flex-wrap gap-1.5', ordered && 'flex-col items-start')}>
          {tokens.map((token, i) => (
            <li key={token} className={cn('inline-flex items-center gap-1 rounded py-0.5 pr-0.5 pl-2', tones[tone])}>
              {ordered && <span className="w-4 text-xs tabular-nums opacity-80">{i + 1}</span>}
              <code className="text-xs">{token}</code>
              {tokenName(token) !== token.split(':')[1] && <span className="text-xs">{tokenName(token)}</span>}
              {ordered && i > 0 && <ChipButton label={`Move ${token} up`} icon={ArrowUp} onClick={() => move(i, -1)} />}
              {ordered && i < tokens.length - 1 && <ChipButton label={`Move ${token} down`} icon={ArrowDown} onClick={() => move(i, 1)} />}
              {!disabled && (
                <ChipButton label={`Remove ${token}`} icon={X} onClick={() => onChange(tokens.filter((one) => one !== token))} />
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted">{none}</p>
      )}
      <div className="relative max-w-96">
        <input
          id={id}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-found`}
          aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
          aria-describedby={hint ? `${id}-hint` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          className={inputClass}
          value={text}
          disabled={disabled}
          onChange={(event) => write(event.target.value)}
          onKeyDown={press}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
        />
        <div
          id={`${id}-found`}
          role="listbox"
          aria-label={`${label}: found`}
          hidden={found.length === 0}
          className="absolute z-30 mt-1 w-full overflow-hidden rounded-lg border bg-raised p-1 shadow-pop"
        >
          {found.map(({ token, name }, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
            <div
              key={token}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === at}
              className={cn('flex cursor-default items-center gap-2 rounded px-2 py-1', i === at && 'bg-hover')}
              onPointerDown={(event) => event.preventDefault()}
              onPointerEnter={() => setAt(i)}
              onClick={() => add([token])}
            >
              <code className="text-xs">{token}</code>
              <span className="min-w-0 flex-1 truncate text-muted">{name}</span>
            </div>
          ))}
        </div>
      </div>
      {text.trim() !== '' && isOpen && found.length === 0 && (
        <p role="status" className="text-xs text-warn">
          Nothing goes by “{text.trim()}”. Write a token, e.g. subdivision:US-CA.
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-faint">
          {hint}
        </p>
      )}
    </div>
  )
}

function ChipButton({ label, icon: Icon, onClick }: { label: string; icon: typeof X; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="inline-flex size-5 items-center justify-center rounded hover:bg-hover"
    >
      <Icon size={12} aria-hidden />
    </button>
  )
}
