'use client'
import { X } from 'lucide-react'
import type { ZonePart } from '@/server/core/config/edit/split-zone'
import { Button } from '../../../../_components/ui/button'
import { Field, Input } from '../../../../_components/ui/field'
import { plural } from '../../../../_lib/format'

type Props = {
  number: number
  part: ZonePart
  onRename: (names: Partial<Pick<ZonePart, 'code' | 'name'>>) => void
  onDrop: (() => void) | null
}

/** What one part of a split is called, and how much is in it. */
export function PartFields({ number, part, onRename, onDrop }: Props) {
  const { code, name, countries, subdivisions, polygons, anchors } = part
  const holds = [
    countries.length + subdivisions.length > 0 && plural(countries.length + subdivisions.length, 'member'),
    polygons && plural(polygons.coordinates.length, 'shape'),
    anchors.length > 0 && plural(anchors.length, 'anchor'),
  ].filter(Boolean)
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-lg border p-2.5">
      <legend className="px-1 text-xs font-medium text-muted">Part {number}</legend>
      <div className="grid grid-cols-2 gap-2">
        <Field label="Code">
          <Input value={code} maxLength={24} onChange={(event) => onRename({ code: event.target.value.toUpperCase() })} />
        </Field>
        <Field label="Name">
          <Input value={name} maxLength={80} onChange={(event) => onRename({ name: event.target.value })} />
        </Field>
      </div>
      <p className="flex items-center justify-between gap-2 text-xs text-muted">
        {holds.length > 0 ? holds.join(', ') : 'Nothing in it yet.'}
        {onDrop && (
          <Button variant="ghost" size="icon-sm" aria-label={`Take out part ${number}`} title="Take out" onClick={onDrop}>
            <X size={13} aria-hidden />
          </Button>
        )}
      </p>
    </fieldset>
  )
}
