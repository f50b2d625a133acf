'use client'
import { Maximize, Minus, Plus } from 'lucide-react'
import type { Map as MapLibre } from 'maplibre-gl'
import { Button } from '../ui/button'
import { world } from './create-map'

export function ZoomButtons({ map }: { map: MapLibre | null }) {
  return (
    <div className="absolute right-2 bottom-2 flex flex-col gap-px rounded-lg border bg-raised p-0.5">
      <Button variant="ghost" size="icon-sm" aria-label="Zoom in" onClick={() => map?.zoomIn()}>
        <Plus size={15} aria-hidden />
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label="Zoom out" onClick={() => map?.zoomOut()}>
        <Minus size={15} aria-hidden />
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label="Whole world" onClick={() => map?.fitBounds([...world], { padding: 8 })}>
        <Maximize size={14} aria-hidden />
      </Button>
    </div>
  )
}
