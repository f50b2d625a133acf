import type { Map as MapLibre } from 'maplibre-gl'
import type { ComponentProps } from 'react'
import { ZoomButtons } from './zoom-buttons'

type Props = Omit<ComponentProps<'div'>, 'className'> & { map: MapLibre | null }

/** MapLibre's own stylesheet positions its container, so the place is its parent's. */
export function MapBox({ map, ...container }: Props) {
  return (
    <div className="absolute inset-0">
      <div className="size-full" data-ready={map !== null} {...container} />
      <ZoomButtons map={map} />
    </div>
  )
}
