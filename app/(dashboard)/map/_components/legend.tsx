'use client'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'

const ring = (className: string) => <span className={`inline-block size-3.5 rounded-full border-2 bg-surface ${className}`} />

const entries: readonly [sign: ReactNode, text: string][] = [
  [<span key="met" className="inline-block h-3 w-4.5 rounded-sm bg-(--zone-0) opacity-60" />, 'Zone, every served model on target'],
  [
    <span key="below" className="hatched inline-block h-3 w-4.5 rounded-sm border [--hatch:var(--zone-0)]" />,
    'Below target, or no live node',
  ],
  [ring('border-ok'), 'Node, live (clusters: nine in ten)'],
  [ring('border-warn'), 'Draining, drained (clusters: half live)'],
  [ring('border-bad'), 'Offline, quarantined'],
  [
    <span key="letters" className="font-mono text-2xs">
      V C U X !
    </span>,
    'Trust: verified, consistent, unverified, contradicted, impossible',
  ],
  [
    <span key="sim" className="grid size-4.5 place-items-center rounded-full border border-faint">
      {ring('size-2.5! border-ok')}
    </span>,
    'Simulated node',
  ],
  [
    <span key="cell" className="inline-block size-2.5 rounded-full bg-(--zone-0-ink) opacity-60" />,
    'Origins of the last 15 min, half-degree cell',
  ],
  [
    <span key="country" className="inline-block size-3.5 rounded-full border border-(--zone-0-ink)" />,
    'Origins shown as their country only',
  ],
  [<span key="arc" className="inline-block w-4.5 border-t-2 border-accent" />, 'Preferred → served elsewhere'],
]

const area = 'inline-block h-3 w-4.5 rounded-sm border'
const lensEntries: typeof entries = [
  [<span key="in" className={`${area} border-accent bg-(--zone-0) opacity-60`} />, 'Inside the Subcloud’s boundary'],
  [<span key="part" className={`${area} hatched bg-(--zone-0)/40 [--hatch:var(--faint)]`} />, 'Partly inside'],
  [<span key="out" className={`${area} hatched [--hatch:var(--faint)]`} />, 'Outside: none of its jobs run there'],
]

export function Legend({ isLens }: { isLens: boolean }) {
  const [open, setOpen] = useState(false)
  const Icon = open ? ChevronDown : ChevronUp
  return (
    <section aria-label="Legend" className="absolute bottom-2 left-2 z-1 max-w-72 rounded-lg border bg-raised/95 text-xs">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex items-center gap-1.5 px-2.5 py-1.5 font-medium text-muted hover:text-ink"
      >
        Legend
        <Icon size={13} aria-hidden />
      </button>
      {open && (
        <ul className="flex flex-col gap-1.5 px-2.5 pb-2.5">
          {[...(isLens ? lensEntries : []), ...entries].map(([sign, text]) => (
            <li key={text} className="grid grid-cols-[3.6rem_1fr] items-center gap-2">
              <span aria-hidden className="flex justify-center">
                {sign}
              </span>
              {text}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
