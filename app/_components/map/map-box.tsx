import type { Map as MapLibre } from 'maplibre-gl'
import { type ComponentProps, useEffect, useState } from 'react'
import { ZoomButtons } from './zoom-buttons'

type Props = Omit<ComponentProps<'div'>, 'className'> & { map: MapLibre | null }

/** MapLibre's own stylesheet positions its container, so the place is its parent's. `data-ready` once it has been drawn. */
export function MapBox({ map, ...container }: Props) {
  const [isDrawn, setIsDrawn] = useState(false)
  useEffect(() => {
    if (map?.loaded()) setIsDrawn(true)
    else map?.once('load', () => setIsDrawn(true))
  }, [map])
  return (
    <div className="absolute inset-0">
      <div className="size-full" data-ready={isDrawn} {...container} />
      <ZoomButtons map={map} />
    </div>
  )
}
