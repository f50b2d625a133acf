'use client'
import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { cn } from './cn'

export type Option<T extends string> = { value: T; label: string; hint?: string }

type Props<T extends string> = {
  label: string
  value: T
  options: readonly Option<T>[]
  onChange: (value: T) => void
  showLabel?: boolean
  className?: string
  disabled?: boolean
  /** Where something else opens it too, e.g. a key. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

export function Select<T extends string>({
  label,
  value,
  options,
  onChange,
  showLabel = false,
  className,
  disabled,
  open,
  onOpenChange,
}: Props<T>) {
  return (
    <Base.Root
      items={options.map(({ value: v, label: l }) => ({ value: v, label: l }))}
      value={value}
      onValueChange={(next) => next !== null && onChange(next as T)}
      disabled={disabled}
      open={open}
      onOpenChange={(next) => onOpenChange?.(next)}
    >
      <Base.Trigger
        aria-label={label}
        className={cn(
          'inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 text-sm whitespace-nowrap hover:border-line-strong data-popup-open:border-line-strong',
          className,
        )}
      >
        {showLabel && <span className="text-faint">{label}</span>}
        <Base.Value className="min-w-0 flex-1 truncate text-left" />
        <Base.Icon>
          <ChevronDown size={13} className="text-faint" aria-hidden />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-[60] outline-none">
          <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) overflow-auto rounded-lg border border-line bg-raised p-1 shadow-pop outline-none">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="flex items-center gap-2 rounded px-2 py-1 outline-none data-highlighted:bg-hover"
              >
                <Base.ItemText className="flex-1 whitespace-nowrap">{option.label}</Base.ItemText>
                {option.hint && <span className="text-xs text-faint">{option.hint}</span>}
                <span className="w-3.5">
                  <Base.ItemIndicator>
                    <Check size={13} aria-hidden />
                  </Base.ItemIndicator>
                </span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
