'use client'
import { useState } from 'react'
import type { Position } from '@/server/core/geo/antimeridian'
import { circle } from '@/server/core/geo/draw/circle'
import { rectangle } from '@/server/core/geo/draw/rectangle'
import { Button } from '../../../../_components/ui/button'
import { useKept } from '../../../../_lib/kept/use-kept'
import { NumberField } from './number-field'

/** Shapes by numbers: a rectangle from its bounds, a circle from centre and radius. */
export function AddShape({ onShapes }: { onShapes: (shapes: Position[][][]) => void }) {
  // What was added last is where the next begins.
  const [added, setAdded] = useState({ bounds: { west: 0, south: 0, east: 10, north: 10 }, round: { lat: 0, lng: 0, km: 500 } })
  const [bounds, setBounds, forgetBounds] = useKept('rectangle', added.bounds)
  const [round, setRound, forgetRound] = useKept('circle', added.round)
  const [refusal, setRefusal] = useState<string | null>(null)
  const addRectangle = () => {
    const bad = bounds.south >= bounds.north || bounds.west === bounds.east
    setRefusal(bad ? 'The rectangle has no area: north must lie above south, and east beside west.' : null)
    if (bad) return
    onShapes([[rectangle(bounds)]])
    setAdded({ ...added, bounds })
    forgetBounds()
  }
  const addCircle = () => {
    const ring = circle([round.lng, round.lat], round.km)
    setRefusal(ring ? null : 'The circle would go round a pole, which a map of longitudes and latitudes cannot hold.')
    if (!ring) return
    onShapes([[ring]])
    setAdded({ ...added, round })
    forgetRound()
  }
  return (
    <details className="rounded-lg border">
      <summary className="px-2.5 py-1.5 text-xs font-medium text-muted">Add by coordinates</summary>
      <div className="flex flex-col gap-3 border-t p-2.5">
        <form
          aria-label="Rectangle from bounds"
          className="grid grid-cols-4 gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            addRectangle()
          }}
        >
          <NumberField label="South" value={bounds.south} min={-90} max={90} onChange={(south) => setBounds({ ...bounds, south })} />
          <NumberField label="West" value={bounds.west} min={-180} max={180} onChange={(west) => setBounds({ ...bounds, west })} />
          <NumberField label="North" value={bounds.north} min={-90} max={90} onChange={(north) => setBounds({ ...bounds, north })} />
          <NumberField label="East" value={bounds.east} min={-180} max={180} onChange={(east) => setBounds({ ...bounds, east })} />
          <p className="col-span-2 text-xs text-faint">With west beyond east it crosses ±180°.</p>
          <Button size="sm" type="submit" className="col-span-2 justify-self-end">
            Add rectangle
          </Button>
        </form>
        <form
          aria-label="Circle from centre and radius"
          className="grid grid-cols-4 items-end gap-2 border-t pt-2"
          onSubmit={(event) => {
            event.preventDefault()
            addCircle()
          }}
        >
          <NumberField label="Latitude" value={round.lat} min={-90} max={90} onChange={(lat) => setRound({ ...round, lat })} />
          <NumberField label="Longitude" value={round.lng} min={-180} max={180} onChange={(lng) => setRound({ ...round, lng })} />
          <NumberField label="Radius, km" value={round.km} min={1} max={10_000} onChange={(km) => setRound({ ...round, km })} />
          <Button size="sm" type="submit">
            Add circle
          </Button>
        </form>
        {refusal && (
          <p role="alert" className="text-xs text-bad">
            {refusal}
          </p>
        )}
      </div>
    </details>
  )
}
