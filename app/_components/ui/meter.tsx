import { cn } from './cn'

/** A bar with a mark at the target: value and target are also written beside it by the caller. */
export function Meter({ label, ratio, met, className }: { label: string; ratio: number; met: boolean; className?: string }) {
  const width = `${Math.max(0, Math.min(1, ratio)) * 100}%`
  return (
    <div role="meter" aria-label={label} aria-valuenow={Math.round(ratio * 100)} aria-valuemin={0} aria-valuemax={100} className={cn('h-1.5 overflow-hidden rounded-full bg-sunken', className)}>
      <div className={cn('h-full rounded-full transition-[width] duration-500', met ? 'bg-ok' : 'bg-warn')} style={{ width }} />
    </div>
  )
}
