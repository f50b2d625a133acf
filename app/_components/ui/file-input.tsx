import type { ComponentProps } from 'react'
import { cn } from './cn'

/** The browser's own, so that the keyboard and a drop work, dressed as the other fields. */
export function FileInput({
  label,
  onFile,
  className,
  ...props
}: { label: string; onFile: (file: File) => void } & ComponentProps<'input'>) {
  return (
    <label className="flex flex-col gap-1 text-xs font-medium text-muted">
      {label}
      <input
        type="file"
        className={cn(
          'text-sm font-normal text-muted file:mr-2.5 file:h-8 file:rounded-md file:border file:border-line file:bg-surface file:px-3 file:text-ink hover:file:bg-hover',
          className,
        )}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          if (file) onFile(file)
        }}
        {...props}
      />
    </label>
  )
}
