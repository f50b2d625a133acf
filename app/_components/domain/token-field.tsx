'use client'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useId } from 'react'
import { tokenName } from '@/server/core/boundary/sentence'
import type { GeoToken } from '@/server/core/geo/place'
import { useKept } from '../../_lib/kept/use-kept'
import { matchTokens, onlyToken, type TokenOption } from '../../_lib/token-options'
import { cn } from '../ui/cn'
import { SuggestInput } from '../ui/suggest-input'

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
  const [text, keep, forget] = useKept(label, '')
  const written = text.trim()
  const found = written === '' ? [] : matchTokens(options, written, tokens)
  const only = onlyToken(options, written)
  const add = (added: readonly GeoToken[]) => {
    onChange([...new Set([...tokens, ...added])])
    forget()
  }
  const write = (next: string) => {
    const parts = next.split(/[\s,;]+/).filter(Boolean)
    const known = parts.map((part) => onlyToken(options, part))
    // A pasted list goes in at once where every part of it can mean one thing only.
    if (parts.length > 1 && known.every((token) => token !== null)) add(known as GeoToken[])
    else keep(next)
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
      <div className="max-w-96">
        <SuggestInput
          id={id}
          listLabel={`${label}: found`}
          value={text}
          onChange={write}
          found={found}
          keyOf={({ token }) => token}
          onTake={({ token }) => add([token])}
          onEnter={() => only && add([only])}
          takesFirst={only === null || !tokens.includes(only)}
          onErase={() => onChange(tokens.slice(0, -1))}
          placeholder={placeholder}
          describedBy={hint && `${id}-hint`}
          disabled={disabled}
        >
          {({ token, name }) => (
            <>
              <code className="text-xs">{token}</code>
              <span className="min-w-0 flex-1 truncate text-muted">{name}</span>
            </>
          )}
        </SuggestInput>
      </div>
      {written !== '' && options.length > 0 && found.length === 0 && only === null && (
        <p role="status" className="text-xs text-warn">
          Nothing goes by “{written}”. Write a token, e.g. subdivision:US-CA.
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
