import type { CSSProperties, ReactNode } from 'react'
import type { TrustLevel } from '@/server/core/config/schema'
import { cn } from '../../../../_components/ui/cn'
import { trustLabels } from '../../../../_lib/labels'
import { isAddress, type Line } from './evidence-lines'
import { verdictLooks } from './evidence-style'

/** What of the map's signs is on it now. */
export function EvidenceLegend({ level, lines }: { level: TrustLevel; lines: readonly Line[] }) {
  const { tone, fill, hatch } = verdictLooks[level]
  const colour = `var(--${tone})`
  const addresses = lines.filter((line) => isAddress(line) && line.says !== null)
  const entries: (readonly [sign: ReactNode, text: string] | false)[] = [
    lines.some(({ agreement, says }) => agreement === 'claim' && says !== null) && [
      <Area key="claim" hatch={hatch === null ? null : colour} style={{ borderColor: colour, background: mix(colour, fill, hatch) }} />,
      `Claimed area, ${trustLabels[level].label.toLowerCase()}`,
    ],
    addresses.some(({ agreement }) => agreement !== 'disagrees') && [
      <Area key="address" hatch={null} className="border-dashed border-ink" />,
      'Country of the address',
    ],
    addresses.some(({ agreement }) => agreement === 'disagrees') && [
      <Area key="elsewhere" hatch="var(--bad)" className="border-dashed border-bad" />,
      'Address elsewhere than claimed',
    ],
    lines.some(({ fix }) => fix !== null) && [
      <span key="gps" className="size-3 rounded-full border-[3px] border-accent bg-surface" />,
      'GPS, with the disc of its accuracy',
    ],
  ]
  return (
    <ul aria-label="Legend" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {entries
        .filter((entry) => entry !== false)
        .map(([sign, text]) => (
          <li key={text} className="flex items-center gap-1.5">
            <span aria-hidden className="flex">
              {sign}
            </span>
            {text}
          </li>
        ))}
      <li>No rings: round-trip times are not measured yet</li>
    </ul>
  )
}

function Area({ hatch, style, className }: { hatch: string | null; style?: CSSProperties; className?: string }) {
  return (
    <span
      className={cn('h-3 w-4.5 rounded-sm border-2', hatch && 'hatched', className)}
      style={{ ...style, ...(hatch ? ({ '--hatch': hatch } as CSSProperties) : {}) }}
    />
  )
}

const mix = (colour: string, share: number, hatch: string | null) =>
  hatch === null ? `color-mix(in srgb, ${colour} ${share * 100}%, transparent)` : undefined
