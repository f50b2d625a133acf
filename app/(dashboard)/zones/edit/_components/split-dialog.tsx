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
import { useKept } from '../../../../_lib/kept/use-kept'
import { BladeField } from './blade-field'
import { DealTable } from './deal-table'
import { PartFields } from './part-fields'
import { addPart, type Blade, bladeText, cutPart, dealTo, dropPart, type Parts, startSplit } from './split-parts'

type Props = {
  zone: Zone
  config: Config
  line: Position[] | null
  onDrawLine: () => void
  onClose: () => void
  onSplit: (result: Edited, select: string) => boolean
}

/** Kept while a line for it is drawn on the map; that line stands unless another is written. */
type Form = { as: SplitAs; parts?: Parts | undefined; cut?: string | undefined }
const blank: Form = { as: 'children' }

/** A zone into as many parts as one likes: cut along lines and outlines, or dealt out by hand. */
export function SplitDialog({ zone, config, line, onDrawLine, onClose, onSplit }: Props) {
  const [form, keep, forget] = useKept<Form>('split', blank)
  const { as, parts = startSplit(zone), cut: written = line ? bladeText(line) : '' } = form
  const put = (part: Partial<Form>) => keep((was) => ({ ...was, ...part }))
  const [problem, setProblem] = useState<string | null>(null)
  const change = (next: Parts) => {
    setProblem(null)
    put({ parts: next })
  }
  const done = () => {
    forget()
    onClose()
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
      done()
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
          <Button onClick={done}>Cancel</Button>
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
          onChange={(next) => put({ as: next })}
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
        <BladeField
          text={written}
          onText={(text) => put({ cut: text })}
          parts={parts}
          onDraw={() => {
            put({ cut: undefined })
            onDrawLine()
          }}
          onCut={cut}
        />
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
