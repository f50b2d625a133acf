'use client'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import { useEffect, useRef, useState } from 'react'
import type { BBox } from '@/server/core/geo/place'
import type { Theme } from '../../_lib/theme/tokens'
import { applyStyle } from './apply-style'
import { createMap, onMoved, type View } from './create-map'
import { setImages } from './set-images'

type Props = {
  theme: Theme
  /** Another object restyles the map; its sources stay as they were, with what they hold. */
  style: StyleSpecification
  /** What it shows, and where its table twin is. */
  label: string
  /** Where it is looked at when it opens; null: all of `bounds`, else the world. */
  view: View | null
  bounds?: BBox | null
  onView?: (view: View) => void
  /** Once, when its style has loaded. What it returns is called before the map goes. */
  onReady?: (map: MapLibre) => (() => void) | undefined
  onFailed: () => void
}

/** A map in `box`, there once its style has loaded and gone with the component. */
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
        const { style, view, bounds = null, label } = current.current
        made = createMap(box.current, style, { view, bounds, label })
      } catch {
        failed()
        return
      }
      const ready = made
      drawn.current = current.current.style
      onMoved(ready, (view) => current.current.onView?.(view))
      ready.once('error', failed)
      ready.once('load', () => ready.off('error', failed))
      // Its sources are there by now. To wait until the empty ones are drawn would cost the first picture a second or two.
      ready.once('style.load', () => {
        if (!alive) return
        setImages(ready, current.current.theme)
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
