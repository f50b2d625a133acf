'use client'
import { type ClipboardEvent, useId, useState } from 'react'
import { countryName } from '@/server/core/config/countries'
import type { ReadCodes } from '@/server/core/config/read-codes'
import { Button } from '../../../_components/ui/button'
import { SuggestInput } from '../../../_components/ui/suggest-input'
import { useKept } from '../../../_lib/kept/use-kept'
import { findPlaces } from '../../../_lib/subdivisions/subdivisions'
import { useSubdivisions } from '../../../_lib/subdivisions/use-subdivisions'
import { MemberChips, type Members } from './member-chips'
import { readMembers, unknownWords } from './read-members'

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
        <MemberChips countries={countries} subdivisions={subdivisions} onChange={readOnly ? null : onChange} />
      )}
    </div>
  )
}

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])].sort()
