'use client'
import { X } from 'lucide-react'
import { type ClipboardEvent, useId, useState } from 'react'
import { countryName, countries as known } from '@/server/core/config/countries'
import { type ReadCodes, readCodes } from '@/server/core/config/read-codes'
import { Button } from '../../../_components/ui/button'
import { inputClass } from '../../../_components/ui/field'

type Members = { countries: string[]; subdivisions: string[] }
type Props = Members & { onChange: (members: Members) => void; readOnly?: boolean; note?: string }

const allCountries = [...known.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'))
const byName = new Map(allCountries.map(({ code, name }) => [name.toLowerCase(), code]))

/** Countries and subdivisions as chips: found by name, pasted as codes, taken out by a click. */
export function MembersField({ countries, subdivisions, onChange, readOnly = false, note }: Props) {
  const [text, setText] = useState('')
  const [unknown, setUnknown] = useState<ReadCodes['unknown']>([])
  const id = useId()
  const list = `${id}-countries`

  const take = (typed: string) => {
    const read = readMembers(typed)
    setUnknown(read.unknown)
    setText(read.unknown.map((each) => each.text).join(' '))
    if (read.countries.length + read.subdivisions.length > 0)
      onChange({ countries: union(countries, read.countries), subdivisions: union(subdivisions, read.subdivisions) })
  }
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault()
    take(event.clipboardData.getData('text'))
  }
  const sorted = [...countries].sort((a, b) => countryName(a).localeCompare(countryName(b), 'en'))
  return (
    <div className="flex flex-col gap-2">
      {!readOnly && (
        <form
          className="flex flex-col gap-1"
          onSubmit={(event) => {
            event.preventDefault()
            take(text)
          }}
        >
          <label htmlFor={id} className="text-xs font-medium text-muted">
            Add countries and subdivisions
          </label>
          <div className="flex gap-2">
            <input
              id={id}
              list={list}
              value={text}
              autoComplete="off"
              spellCheck={false}
              placeholder="A name, or ISO codes: DE, FR RU-CHU"
              className={inputClass}
              aria-describedby={`${id}-unknown`}
              onChange={(event) => setText(event.target.value)}
              onPaste={onPaste}
            />
            <Button type="submit" disabled={text.trim() === ''}>
              Add
            </Button>
          </div>
          <datalist id={list}>
            {allCountries.map(({ code, name }) => (
              <option key={code} value={name}>
                {code}
              </option>
            ))}
          </datalist>
          <p id={`${id}-unknown`} role="status" className="text-xs text-bad">
            {unknown.length > 0 &&
              `Not a code: ${unknown.map((each) => (each.hint ? `${each.text} (did you mean ${each.hint}?)` : each.text)).join(', ')}.`}
          </p>
        </form>
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
              name={null}
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

/** A name alone may have spaces and commas in it; anything else is a list of codes. */
function readMembers(typed: string): ReadCodes {
  const named = byName.get(typed.trim().toLowerCase())
  return named ? { countries: [named], subdivisions: [], unknown: [] } : readCodes(typed)
}

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])].sort()
