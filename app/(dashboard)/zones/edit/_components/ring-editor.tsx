'use client'
import { Move, Plus, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { putRing } from '@/server/core/config/edit/shapes'
import type { MultiPolygon } from '@/server/core/config/schema'
import type { Position } from '@/server/core/geo/antimeridian'
import { Button } from '../../../../_components/ui/button'
import { Segmented } from '../../../../_components/ui/segmented'
import { count } from '../../../../_lib/format'
import type { ChangeZone } from './edit'
import { NumberField } from './number-field'

const shownVertices = 200
const steps: Record<string, readonly [lng: number, lat: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** Every vertex of a polygon by its coordinates. On a vertex's handle arrow keys move it by 0.1°, with Shift by 1°. */
export function RingEditor({ index, rings, change }: { index: number; rings: MultiPolygon['coordinates'][number]; change: ChangeZone }) {
  const [ring, setRing] = useState(0)
  const at = Math.min(ring, rings.length - 1)
  const positions = (rings[at] ?? []).slice(0, -1).map(([lng, lat]): Position => [lng, lat])
  const set = (next: readonly Position[], step?: string) => change((zone) => putRing(zone, index, at, next), step)
  const move = (i: number, to: Position) => set(positions.with(i, to), `vertex ${index} ${at} ${i}`)
  const remove = (i: number) => set(positions.toSpliced(i, 1))
  const onKeyDown = (event: KeyboardEvent, i: number) => {
    const step = steps[event.key]
    const [lng, lat] = positions[i]!
    if (step) {
      event.preventDefault()
      const by = event.shiftKey ? 1 : 0.1
      move(i, [round(lng + step[0] * by), round(lat + step[1] * by)])
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      remove(i)
    }
  }
  return (
    <section aria-label={`Vertices of shape ${index + 1}`} className="flex flex-col gap-2 rounded-lg border p-2.5">
      {rings.length > 1 && (
        <Segmented
          label="Ring"
          value={String(at)}
          choices={rings.map((_, i) => ({ value: String(i), label: i === 0 ? 'Outline' : `Hole ${i}` }))}
          onChange={(value) => setRing(Number(value))}
        />
      )}
      <ol className="flex max-h-72 flex-col gap-1 overflow-auto p-0.5">
        {positions.slice(0, shownVertices).map(([lng, lat], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a vertex is its place in the ring
          <li key={i} className="flex items-center gap-1.5">
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Move vertex ${i + 1}, at latitude ${lat}, longitude ${lng}`}
              title="Arrow keys move it, Shift makes larger steps, Delete takes it out"
              onKeyDown={(event) => onKeyDown(event, i)}
            >
              <Move size={12} aria-hidden />
            </Button>
            <NumberField
              label={`Latitude of vertex ${i + 1}`}
              hideLabel
              value={lat}
              min={-90}
              max={90}
              step={0.1}
              className="flex-1"
              onChange={(value) => move(i, [lng, value])}
            />
            <NumberField
              label={`Longitude of vertex ${i + 1}`}
              hideLabel
              value={lng}
              min={-360}
              max={360}
              step={0.1}
              className="flex-1"
              onChange={(value) => move(i, [value, lat])}
            />
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Add a vertex after ${i + 1}`}
              onClick={() => set(positions.toSpliced(i + 1, 0, middle(positions, i)))}
            >
              <Plus size={12} aria-hidden />
            </Button>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Take out vertex ${i + 1}`}
              disabled={positions.length <= 3}
              onClick={() => remove(i)}
            >
              <X size={12} aria-hidden />
            </Button>
          </li>
        ))}
      </ol>
      {positions.length > shownVertices && (
        <p className="text-xs text-faint">
          The first {shownVertices} of {count(positions.length)}. An outline as long as this is best replaced by an import.
        </p>
      )}
    </section>
  )
}

function middle(positions: readonly Position[], i: number): Position {
  const [a, b] = [positions[i]!, positions[(i + 1) % positions.length]!]
  return [round((a[0] + b[0]) / 2), round((a[1] + b[1]) / 2)]
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
