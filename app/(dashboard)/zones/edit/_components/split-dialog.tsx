'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Edited } from '@/server/core/config/edit/edited'
import { type SplitAs, splitZone } from '@/server/core/config/edit/split-zone'
import type { Config, Zone } from '@/server/core/config/schema'
import type { Position } from '@/server/core/geo/antimeridian'
import { countryCentre } from '../../../../_components/map/features'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { Segmented } from '../../../../_components/ui/segmented'
import { BladeField } from './blade-field'
import { DealTable } from './deal-table'
import { PartFields } from './part-fields'
import { addPart, type Blade, cutPart, dealTo, dropPart, type Parts } from './split-parts'

type Props = {
  zone: Zone
  config: Config
  /** Kept by the caller, so that it outlives the drawing of a line. */
  parts: Parts
  onParts: (parts: Parts) => void
  line: Position[] | null
  onDrawLine: () => void
  onClose: () => void
  onSplit: (result: Edited, select: string) => boolean
}

/** A zone into as many parts as one likes: cut along lines and outlines, or dealt out by hand. */
export function SplitDialog({ zone, config, parts, onParts, line, onDrawLine, onClose, onSplit }: Props) {
  const [as, setAs] = useState<SplitAs>('children')
  const [problem, setProblem] = useState<string | null>(null)
  const change = (next: Parts) => {
    setProblem(null)
    onParts(next)
  }
  const cut = (at: number, blade: Blade) => {
    const next = cutPart(zone, parts, at, blade, countryCentre)
    if (next) change(next)
    else setProblem(`All of ${parts[at]!.code} is on one side of it: nothing was cut.`)
  }
  const split = () => {
    const result = splitZone(config, zone.code, parts, as)
    if (result.ok) {
      onSplit(result, parts[0]!.code)
      onClose()
    } else setProblem(result.message)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Split ${zone.code}`}
      description={
        as === 'children'
          ? `${zone.code} stays, made of its parts: whatever refers to it still means all of them.`
          : `${zone.code} goes: whatever named it names all parts instead, and its log rows resolve to them.`
      }
      className="w-[min(46rem,calc(100vw-1.5rem))]"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={split}>
            Split into {parts.length}
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
            { value: 'siblings', label: 'Into zones beside each other' },
          ]}
          onChange={setAs}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          {parts.map((part, at) => (
            <PartFields
              // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the list; its code is what is being edited
              key={at}
              number={at + 1}
              part={part}
              onRename={(names) => change(parts.map((each, i) => (i === at ? { ...each, ...names } : each)))}
              onDrop={parts.length > 2 ? () => change(dropPart(parts, at)) : null}
            />
          ))}
        </div>
        <Button size="sm" className="self-start" onClick={() => change(addPart(zone, parts))}>
          <Plus size={13} aria-hidden />
          Add a part
        </Button>
        <BladeField line={line} parts={parts} onDraw={onDrawLine} onCut={cut} />
        <DealTable zone={zone} parts={parts} onDeal={(member, to) => change(dealTo(parts, member, to))} />
        {problem && (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  )
}
