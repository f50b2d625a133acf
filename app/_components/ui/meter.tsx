import { cn } from './cn'

type Props = { label: string; value: number; max: number; colour: string; hatched?: boolean; className?: string }

/** A bar. What it means in numbers is written beside it by the caller. */
export function Meter({ label, value, max, colour, hatched = false, className }: Props) {
  const share = max <= 0 ? 0 : Math.max(0, Math.min(1, value / max))
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> cannot be hatched or coloured by zone in every browser
    <div
      role="meter"
      aria-label={label}
      aria-valuenow={Math.max(0, Math.min(value, max))}
      aria-valuemin={0}
      aria-valuemax={Math.max(max, 1)}
      className={cn('h-1.5 overflow-hidden rounded-sm bg-chip', hatched && 'hatched', className)}
      style={{ ['--hatch' as string]: colour }}
    >
      <div className="h-full transition-[width] duration-700" style={{ width: `${share * 100}%`, background: colour }} />
    </div>
  )
}
