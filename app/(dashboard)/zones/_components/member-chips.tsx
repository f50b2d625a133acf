'use client'
import { X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { countryName } from '@/server/core/config/countries'
import { useSubdivisions } from '../../../_lib/subdivisions/use-subdivisions'

export type Members = { countries: string[]; subdivisions: string[] }
type Props = Members & { onChange: ((members: Members) => void) | null }

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** One tab stop for all: arrows move among them, Enter or Delete takes one out. */
export function MemberChips({ countries, subdivisions, onChange }: Props) {
  const named = useSubdivisions()
  const [last, setLast] = useState<string | null>(null)
  const sorted = [...countries].sort((a, b) => countryName(a).localeCompare(countryName(b), 'en'))
  const chips = [
    ...sorted.map((code) => ({ code, name: countryName(code) })),
    ...[...subdivisions].sort().map((code) => ({ code, name: named?.get(code)?.name ?? null })),
  ]
  const stop = chips.some(({ code }) => code === last) ? last : chips[0]?.code
  const takeOut = (code: string) => {
    const others = (codes: string[]) => codes.filter((each) => each !== code)
    onChange?.({ countries: others(countries), subdivisions: others(subdivisions) })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>, code: string, at: number) => {
    const to = { Home: 0, End: chips.length - 1 }[event.key] ?? at + (steps[event.key] ?? 0)
    if (event.key === 'Delete' || event.key === 'Backspace') takeOut(code)
    else if (to === at) return
    else event.currentTarget.closest('ul')?.querySelectorAll('button')[to]?.focus()
    event.preventDefault()
  }
  return (
    <ul aria-label="Members" className="flex flex-wrap gap-1">
      {chips.map(({ code, name }, at) => (
        <li key={code}>
          {onChange ? (
            <button
              type="button"
              tabIndex={code === stop ? 0 : -1}
              className={`${look} hover:bg-hover`}
              aria-label={`Take out ${name ?? code}`}
              title={name ?? code}
              onFocus={() => setLast(code)}
              onKeyDown={(event) => onKeyDown(event, code, at)}
              onClick={() => takeOut(code)}
            >
              <Words code={code} name={name} />
              <X size={11} className="text-faint" aria-hidden />
            </button>
          ) : (
            <span className={look}>
              <Words code={code} name={name} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

const look = 'inline-flex h-6 items-center gap-1.5 rounded bg-chip px-1.5 text-xs'

function Words({ code, name }: { code: string; name: string | null }) {
  return (
    <>
      {name && <span className="max-w-36 truncate">{name}</span>}
      <span className="font-mono text-2xs text-muted">{code}</span>
    </>
  )
}
