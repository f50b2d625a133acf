'use client'
import { Pencil } from 'lucide-react'
import { useMemo, useState } from 'react'
import { countryName } from '@/server/core/config/countries'
import type { Edited } from '@/server/core/config/edit/edited'
import { type SplitAs, splitZone } from '@/server/core/config/edit/split-zone'
import type { Config, Zone } from '@/server/core/config/schema'
import type { Position } from '@/server/core/geo/antimeridian'
import { countryCentre } from '../../../../_components/map/features'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { Field, Input } from '../../../../_components/ui/field'
import { Segmented } from '../../../../_components/ui/segmented'
import { type Blade, bladeText, type Dealt, dealByBlade, type Half, type Names, partsOf, readBlade } from './split-parts'

type Props = {
  zone: Zone
  config: Config
  line: Position[] | null
  onDrawLine: () => void
  onClose: () => void
  onSplit: (result: Edited, select: string) => boolean
}

export function SplitDialog({ zone, config, line, onDrawLine, onClose, onSplit }: Props) {
  const [as, setAs] = useState<SplitAs>('children')
  const [names, setNames] = useState<Names>([
    { code: `${zone.code}-1`, name: `${zone.name} 1` },
    { code: `${zone.code}-2`, name: `${zone.name} 2` },
  ])
  const [text, setText] = useState(line ? bladeText(line) : '')
  const blade = useMemo(() => readBlade(text), [text])
  const [dealt, setDealt] = useState<Dealt>(() => (line ? dealByBlade(zone, { kind: 'line', positions: line }, countryCentre, {}) : {}))
  const [refusal, setRefusal] = useState<string | null>(null)
  const members = [...zone.countries, ...zone.subdivisions].sort((a, b) => countryName(a).localeCompare(countryName(b), 'en'))
  const rename = (half: Half, to: Partial<{ code: string; name: string }>) =>
    setNames(half === 0 ? [{ ...names[0], ...to }, names[1]] : [names[0], { ...names[1], ...to }])
  const split = () => {
    const result = splitZone(config, zone.code, partsOf(zone, names, dealt, blade), as)
    if (result.ok) {
      onSplit(result, names[0].code)
      onClose()
    } else setRefusal(result.message)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Split ${zone.code}`}
      description={
        as === 'children'
          ? `${zone.code} stays, made of the two: whatever refers to it still means both.`
          : `${zone.code} goes: whatever named it names both instead, and its log rows resolve to them.`
      }
      className="w-[min(42rem,calc(100vw-1.5rem))]"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={split}>
            Split
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Segmented
          label="What becomes of the zone"
          value={as}
          choices={[
            { value: 'children', label: 'Into children' },
            { value: 'siblings', label: 'Into two zones beside each other' },
          ]}
          onChange={setAs}
        />
        <div className="grid grid-cols-2 gap-3">
          {([0, 1] as const).map((half) => (
            <fieldset key={half} className="flex flex-col gap-2 rounded-lg border p-2.5">
              <legend className="px-1 text-xs font-medium text-muted">{half === 0 ? 'First part' : 'Second part'}</legend>
              <Field label="Code">
                <Input
                  value={names[half].code}
                  maxLength={24}
                  onChange={(event) => rename(half, { code: event.target.value.toUpperCase() })}
                />
              </Field>
              <Field label="Name">
                <Input value={names[half].name} maxLength={80} onChange={(event) => rename(half, { name: event.target.value })} />
              </Field>
            </fieldset>
          ))}
        </div>
        <BladeField
          text={text}
          blade={blade}
          onText={setText}
          onDraw={onDrawLine}
          onDeal={() => blade && setDealt(dealByBlade(zone, blade, countryCentre, dealt))}
        />
        {members.length > 0 && (
          <table aria-label="Members" className="w-full text-left">
            <thead className="text-xs text-muted">
              <tr>
                <th scope="col" className="font-medium">
                  Member
                </th>
                <th scope="col" className="w-24 text-center font-medium">
                  {names[0].code}
                </th>
                <th scope="col" className="w-24 text-center font-medium">
                  {names[1].code}
                </th>
              </tr>
            </thead>
            <tbody>
              {members.map((code) => (
                <tr key={code} className="border-t">
                  <th scope="row" className="py-0.5 font-normal">
                    {countryName(code)} <span className="font-mono text-2xs text-faint">{code}</span>
                  </th>
                  {([0, 1] as const).map((half) => (
                    <td key={half} className="text-center">
                      <input
                        type="radio"
                        name={`half-${code}`}
                        aria-label={`${countryName(code)} to ${names[half].code}`}
                        checked={(dealt[code] ?? 0) === half}
                        onChange={() => setDealt({ ...dealt, [code]: half })}
                        className="accent-(--accent)"
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {refusal && (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {refusal}
          </p>
        )}
      </div>
    </Dialog>
  )
}

type BladeProps = { text: string; blade: Blade | null; onText: (text: string) => void; onDraw: () => void; onDeal: () => void }

/** What to cut along: drawn on the map, or written. */
function BladeField({ text, blade, onText, onDraw, onDeal }: BladeProps) {
  const isBad = text.trim() !== '' && blade === null
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field
        label="Cut along"
        className="min-w-56 flex-1"
        hint={
          blade
            ? blade.kind === 'line'
              ? 'Left of the line, as it is drawn, is the first part.'
              : 'Inside the outline is the first part.'
            : 'Longitude,latitude; … A closed one is an outline.'
        }
        error={isBad ? 'Positions as longitude,latitude, separated by semicolons, e.g. 10,70; 12,30' : undefined}
      >
        <Input value={text} placeholder="10,70; 12,30" onChange={(event) => onText(event.target.value)} />
      </Field>
      <div className="flex gap-2 pb-5">
        <Button size="sm" onClick={onDraw}>
          <Pencil size={12} aria-hidden />
          Draw a line
        </Button>
        <Button size="sm" disabled={blade === null} onClick={onDeal}>
          Deal countries by it
        </Button>
      </div>
    </div>
  )
}
