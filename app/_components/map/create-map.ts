import { Map as MapLibre, prewarm, type StyleSpecification, setWorkerUrl } from 'maplibre-gl'
import type { BBox } from '@/server/core/geo/place'

export type View = { lng: number; lat: number; zoom: number }

export const world: BBox = [-168, -54, 178, 70]

// At once: the page waits for its WebGL context next, and the worker can be read meanwhile.
setWorkerUrl('/map/worker.mjs')
prewarm()

type Start = { view: View | null; bounds: BBox | null; label: string }

/** A flat, north-up map of where it was last looked at, else of `bounds`, else of the world. `label` says what it shows and where its twin is. */
export function createMap(container: HTMLElement, style: StyleSpecification, { view, bounds, label }: Start): MapLibre {
  const map = new MapLibre({
    container,
    style,
    ...(view ? { center: [view.lng, view.lat], zoom: view.zoom } : { bounds: [...(bounds ?? world)], fitBoundsOptions: { padding: 8 } }),
    minZoom: 0.2,
    maxZoom: 9,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    fadeDuration: 0,
    validateStyle: process.env.NODE_ENV !== 'production',
  })
  map.touchZoomRotate.disableRotation()
  map.getCanvas().setAttribute('aria-label', label)
  return map
}

/** Only what the user did: a map that is moved by the page says nothing. */
export function onMoved(map: MapLibre, tell: (view: View) => void): void {
  map.on('moveend', (event) => {
    if (!('originalEvent' in event) || !event.originalEvent) return
    tell(viewOf(map))
  })
}

export function viewOf(map: MapLibre): View {
  const { lng, lat } = map.getCenter()
  return { lng, lat, zoom: map.getZoom() }
}
