'use client'
import { Pencil, Scissors } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../../_components/ui/button'
import { Field, Input } from '../../../../_components/ui/field'
import { Select } from '../../../../_components/ui/select'
import { type Blade, type Parts, readBlade } from './split-parts'

type Props = { text: string; onText: (text: string) => void; parts: Parts; onDraw: () => void; onCut: (at: number, blade: Blade) => void }

/** What to cut along, drawn on the map or written, and which part. */
export function BladeField({ text, onText, parts, onDraw, onCut }: Props) {
  const [chosen, setChosen] = useState(0)
  const at = Math.min(chosen, parts.length - 1)
  const blade = readBlade(text)
  const isBad = text.trim() !== '' && blade === null
  const hint = !blade
    ? 'Longitude,latitude; … A closed one is an outline.'
    : blade.kind === 'line'
      ? 'What is left of the line, as it is drawn, stays; the rest becomes another part.'
      : 'What is inside the outline stays; the rest becomes another part.'
  return (
    <section aria-label="Cut a part" className="flex flex-wrap items-end gap-2">
      <Field
        label="Cut along"
        className="min-w-56 flex-1"
        hint={hint}
        error={isBad ? 'Positions as longitude,latitude, separated by semicolons, e.g. 10,70; 12,30' : undefined}
      >
        <Input value={text} placeholder="10,70; 12,30" onChange={(event) => onText(event.target.value)} />
      </Field>
      <div className="flex flex-wrap gap-2 pb-5">
        <Button onClick={onDraw}>
          <Pencil size={12} aria-hidden />
          Draw a line
        </Button>
        <Select
          label="Part to cut"
          value={String(at)}
          options={parts.map(({ code }, i) => ({ value: String(i), label: code }))}
          onChange={(next) => setChosen(Number(next))}
        />
        <Button disabled={blade === null} onClick={() => blade && onCut(at, blade)}>
          <Scissors size={12} aria-hidden />
          Cut {parts[at]!.code}
        </Button>
      </div>
    </section>
  )
}
