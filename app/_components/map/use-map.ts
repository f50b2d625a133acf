'use client'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import { useEffect, useRef, useState } from 'react'
import type { Theme } from '../../_lib/theme/tokens'
import { applyStyle } from './apply-style'
import { type Bounds, createMap, onMoved, type View } from './create-map'
import { setImages } from './set-images'

type Props = {
  theme: Theme
  /** Another object restyles the map; its sources stay as they were, with what they hold. */
  style: StyleSpecification
  /** What it shows, and where its table twin is. */
  label: string
  /** Where it is looked at when it opens; null: all of `bounds`, else the world. */
  view: View | null
  bounds?: Bounds | null
  onView?: (view: View) => void
  /** Once, when it has loaded. What it returns is called before the map goes. */
  onReady?: (map: MapLibre) => (() => void) | undefined
  onFailed: () => void
}

/** A map in `box`, there once it has loaded and gone with the component. */
export function useMap(props: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapLibre | null>(null)
  const drawn = useRef(props.style)
  const current = useRef(props)
  current.current = props
  const { theme, style } = props

  useEffect(() => {
    let alive = true
    let made: MapLibre | null = null
    let before: (() => void) | undefined
    const failed = () => alive && current.current.onFailed()
    // Labels are drawn by the browser with the page's own font, which must be there first.
    void document.fonts.load('500 16px "Inter Variable"').then(() => {
      if (!alive || !box.current) return
      try {
        made = create(box.current, current.current)
      } catch {
        failed()
        return
      }
      const ready = made
      drawn.current = current.current.style
      onMoved(ready, (view) => current.current.onView?.(view))
      ready.once('error', failed)
      ready.once('load', () => {
        ready.off('error', failed)
        if (!alive) return
        before = current.current.onReady?.(ready)
        setMap(ready)
      })
    })
    return () => {
      alive = false
      before?.()
      made?.remove()
    }
  }, [])

  useEffect(() => {
    if (!map) return
    setImages(map, theme)
    applyStyle(map, drawn.current, style)
    drawn.current = style
  }, [map, theme, style])

  return { box, map }
}

function create(container: HTMLElement, { theme, style, label, view, bounds }: Props): MapLibre {
  const map = createMap(container, style, { view, bounds: bounds ?? null, label })
  map.once('style.load', () => setImages(map, theme))
  return map
}
