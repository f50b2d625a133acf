'use client'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '../_lib/copy'
import { shortId } from '../_lib/format'
import { cn } from './ui/cn'

/** An id in full on hover, copied on click. */
export function Copyable({ text, what, short = true, className }: { text: string; what: string; short?: boolean; className?: string }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async () => {
    setCopied(await copyText(text))
    setTimeout(() => setCopied(null), 1500)
  }
  return (
    <button
      type="button"
      onClick={(event) => {
        event.stopPropagation()
        void copy()
      }}
      title={text}
      aria-label={`Copy ${what} ${text}`}
      className={cn('group inline-flex max-w-full items-center gap-1 rounded font-mono text-xs text-ink', className)}
    >
      <span className={short ? 'truncate' : 'text-left break-all'}>{short ? shortId(text) : text}</span>
      {copied ? (
        <Check size={12} className="shrink-0 text-ok" aria-hidden />
      ) : (
        <Copy size={12} className="shrink-0 text-faint opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100" aria-hidden />
      )}
      <span role="status" className="sr-only">
        {copied === null ? '' : copied ? 'Copied' : 'The browser did not allow copying'}
      </span>
    </button>
  )
}
