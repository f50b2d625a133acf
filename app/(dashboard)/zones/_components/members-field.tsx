'use client'
import { X } from 'lucide-react'
import { type ClipboardEvent, useId, useState } from 'react'
import { countryName } from '@/server/core/config/countries'
import type { ReadCodes } from '@/server/core/config/read-codes'
import { Button } from '../../../_components/ui/button'
import { SuggestInput } from '../../../_components/ui/suggest-input'
import { useKept } from '../../../_lib/kept/use-kept'
import { findPlaces } from '../../../_lib/subdivisions/subdivisions'
import { useSubdivisions } from '../../../_lib/subdivisions/use-subdivisions'
import { readMembers, unknownWords } from './read-members'

type Members = { countries: string[]; subdivisions: string[] }
type Props = Members & { onChange: (members: Members) => void; readOnly?: boolean; note?: string }

/** Countries and subdivisions as chips: found by name, pasted as codes, taken out by a click. */
export function MembersField({ countries, subdivisions, onChange, readOnly = false, note }: Props) {
  const [text, keep] = useKept('members', '')
  const [unknown, setUnknown] = useState<ReadCodes['unknown']>([])
  const named = useSubdivisions()
  const id = useId()

  const take = (typed: string) => {
    const read = readMembers(typed, named)
    setUnknown(read.unknown)
    keep(read.unknown.map((each) => each.text).join(' '))
    if (read.countries.length + read.subdivisions.length > 0)
      onChange({ countries: union(countries, read.countries), subdivisions: union(subdivisions, read.subdivisions) })
  }
  const write = (next: string) => {
    keep(next)
    setUnknown([])
  }
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault()
    take(event.clipboardData.getData('text'))
  }
  const sorted = [...countries].sort((a, b) => countryName(a).localeCompare(countryName(b), 'en'))
  const found = findPlaces(text, named, new Set([...countries, ...subdivisions]))
  return (
    <div className="flex flex-col gap-2">
      {!readOnly && (
        <div className="flex flex-col gap-1">
          <label htmlFor={id} className="text-xs font-medium text-muted">
            Add countries and subdivisions
          </label>
          <div className="flex gap-2">
            <SuggestInput
              id={id}
              listLabel="Places found"
              value={text}
              onChange={write}
              found={found}
              keyOf={({ code }) => code}
              onTake={({ code }) => take(code)}
              onEnter={() => take(text)}
              takesFirst={text.trim() !== '' && readMembers(text, named).unknown.length > 0}
              onPaste={onPaste}
              placeholder="A name, or ISO codes: DE, FR RU-CHU"
              describedBy={`${id}-unknown`}
            >
              {({ code, name, country }) => (
                <>
                  <span className="min-w-0 flex-1 truncate">
                    {name}
                    {country !== null && <span className="text-muted">, {countryName(country)}</span>}
                  </span>
                  <span className="font-mono text-2xs text-muted">{code}</span>
                </>
              )}
            </SuggestInput>
            <Button disabled={text.trim() === ''} onClick={() => take(text)}>
              Add
            </Button>
          </div>
          <p id={`${id}-unknown`} role="status" className="text-xs text-bad">
            {unknown.map(unknownWords).join(' ')}
          </p>
        </div>
      )}
      {countries.length + subdivisions.length === 0 ? (
        <p className="text-muted">{note ?? 'None.'}</p>
      ) : (
        <ul aria-label="Members" className="flex flex-wrap gap-1">
          {sorted.map((code) => (
            <Chip
              key={code}
              code={code}
              name={countryName(code)}
              onRemove={readOnly ? null : () => onChange({ countries: countries.filter((each) => each !== code), subdivisions })}
            />
          ))}
          {[...subdivisions].sort().map((code) => (
            <Chip
              key={code}
              code={code}
              name={named?.get(code)?.name ?? null}
              onRemove={readOnly ? null : () => onChange({ countries, subdivisions: subdivisions.filter((each) => each !== code) })}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

function Chip({ code, name, onRemove }: { code: string; name: string | null; onRemove: (() => void) | null }) {
  const body = (
    <>
      {name && <span className="max-w-36 truncate">{name}</span>}
      <span className="font-mono text-2xs text-muted">{code}</span>
    </>
  )
  const look = 'inline-flex h-6 items-center gap-1.5 rounded bg-chip px-1.5 text-xs'
  return (
    <li>
      {onRemove ? (
        <button
          type="button"
          className={`${look} hover:bg-hover`}
          aria-label={`Take out ${name ?? code}`}
          title={name ?? code}
          onClick={onRemove}
        >
          {body}
          <X size={11} className="text-faint" aria-hidden />
        </button>
      ) : (
        <span className={look}>{body}</span>
      )}
    </li>
  )
}

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])].sort()
