import type { ComponentProps } from 'react'
import { cn } from './cn'

const variants = {
  primary: 'bg-accent text-accent-ink hover:brightness-110 border border-transparent font-medium',
  secondary: 'bg-surface text-ink border border-line hover:bg-hover hover:border-line-strong',
  ghost: 'text-muted hover:text-ink hover:bg-hover border border-transparent',
  danger: 'bg-surface text-bad border border-line hover:bg-bad-soft hover:border-bad',
} as const
const sizes = {
  sm: 'h-7 px-2 text-xs gap-1.5',
  md: 'h-8 px-3 text-sm gap-2',
  icon: 'size-8 justify-center',
  'icon-sm': 'size-7 justify-center',
} as const

export type ButtonLook = { variant?: keyof typeof variants; size?: keyof typeof sizes }

export function buttonClass({ variant = 'secondary', size = 'md' }: ButtonLook, className?: string): string {
  return cn(
    'inline-flex shrink-0 items-center justify-center rounded-md whitespace-nowrap select-none transition-colors duration-100 disabled:opacity-55 disabled:pointer-events-none aria-disabled:opacity-55',
    variants[variant],
    sizes[size],
    className,
  )
}

export function Button({ variant, size, className, type = 'button', ...props }: ComponentProps<'button'> & ButtonLook) {
  return <button type={type} className={buttonClass({ variant, size }, className)} {...props} />
}
