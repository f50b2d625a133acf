'use client'
import { useQuery } from '@tanstack/react-query'
import type { MouseEvent } from 'react'
import { cn } from '../ui/cn'
import { readOutlines } from './outlines'

type Props = {
  /** What the picture says; its table twin stands beside it. */
  label: string
  countries: readonly string[]
  /** A CSS colour. */
  colour: string
  /** Inside as seen from afar, but not: drawn hatched. */
  hatched?: readonly string[]
  points?: readonly Spot[]
  /** Polygons within ±180°. */
  shapes?: readonly (readonly (readonly (readonly number[])[])[])[]
  /** A shortcut for the pointer; whoever offers it has a list beside it that the keyboard can use. */
  onCountry?: (iso: string) => void
  className?: string
}
/** `radius` in degrees; `stroke` a CSS colour. */
export type Spot = { lng: number; lat: number; label: string; iso?: string | null; radius?: number; stroke?: string }

/** Where something is on the earth, at a glance: a still picture of the same outlines as the map, without WebGL. */
export function Locator({ label, countries, colour, hatched = [], points = [], shapes = [], onCountry, className }: Props) {
  const { data: outlines } = useQuery({ queryKey: ['outlines'], queryFn: readOutlines, staleTime: Number.POSITIVE_INFINITY })
  const inside = new Set(countries)
  const denied = new Set(hatched)
  const onClick =
    onCountry &&
    (({ target }: MouseEvent) => {
      const iso = (target as SVGElement).dataset.iso
      if (iso) onCountry(iso)
    })
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a list beside it has the keys
    <svg
      onClick={onClick}
      role="img"
      aria-label={label}
      viewBox={shapes.length > 0 ? '-182 -84 364 142' : '-170 -84 355 142'}
      className={cn('block aspect-[355/142] w-full rounded-md bg-water', className)}
    >
      <defs>
        <pattern id="locator-hatch" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="3" height="3" fill="var(--land)" />
          <rect width="1.2" height="3" fill="var(--bad)" opacity="0.55" />
        </pattern>
      </defs>
      {(outlines ?? []).map(({ iso, path }) => (
        <path
          key={iso}
          data-iso={iso}
          d={path}
          fill={inside.has(iso) ? colour : denied.has(iso) ? 'url(#locator-hatch)' : 'var(--land)'}
          stroke="var(--border)"
          strokeWidth={0.25}
        />
      ))}
      {shapes.map((rings) => {
        const path = rings.map((ring) => `M${ring.map(([lng, lat]) => `${lng} ${-lat!}`).join('L')}Z`).join('')
        return <path key={path} d={path} fill={colour} fillOpacity={0.5} fillRule="evenodd" stroke={colour} strokeWidth={0.8} />
      })}
      {points.map((point) => (
        <circle
          key={`${point.lng} ${point.lat} ${point.label}`}
          data-iso={point.iso ?? undefined}
          cx={point.lng}
          cy={-point.lat}
          r={point.radius ?? 1.7}
          fill="var(--surface)"
          stroke={point.stroke ?? 'var(--ink)'}
          strokeWidth={0.9}
        >
          <title>{point.label}</title>
        </circle>
      ))}
    </svg>
  )
}
