'use client'
import { Field as Base } from '@base-ui/react/field'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

export const inputClass =
  'h-8 w-full rounded-md border border-line-strong/60 bg-surface px-2.5 text-sm text-ink hover:border-line-strong aria-invalid:border-bad disabled:opacity-60'

type Props = { label: string; hint?: ReactNode; error?: string | undefined; children: ReactNode; className?: string }

export function Field({ label, hint, error, children, className }: Props) {
  return (
    <Base.Root invalid={error !== undefined} className={cn('flex flex-col gap-1', className)}>
      <Base.Label className="text-xs font-medium text-muted">{label}</Base.Label>
      {children}
      {hint && !error && <Base.Description className="text-xs text-faint">{hint}</Base.Description>}
      {error && (
        <Base.Error match className="text-xs text-bad">
          {error}
        </Base.Error>
      )}
    </Base.Root>
  )
}

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <Base.Control className={cn(inputClass, className)} {...(props as ComponentProps<typeof Base.Control>)} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <Base.Control render={<textarea {...props} />} className={cn(inputClass, 'h-auto min-h-16 py-1.5', className)} />
}
