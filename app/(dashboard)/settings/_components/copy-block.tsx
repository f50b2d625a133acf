'use client'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../_components/ui/button'
import { copyText } from '../../../_lib/copy'

/** Text that is meant to be taken elsewhere whole. */
export function CopyBlock({ label, text, onCopied }: { label: string; text: string; onCopied: () => void }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async () => {
    const done = await copyText(text)
    setCopied(done)
    if (done) onCopied()
  }
  return (
    <section aria-label={label}>
      <div className="mb-1 flex items-center justify-between">
        <h3 className="text-xs font-medium text-muted">{label}</h3>
        <Button size="sm" aria-label={`Copy ${label.toLowerCase()}`} onClick={() => void copy()}>
          {copied ? <Check size={13} className="text-ok" aria-hidden /> : <Copy size={13} aria-hidden />}
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0} className="overflow-x-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap">
        {text}
      </pre>
      <p role="status" className={copied === false ? 'mt-1 text-xs text-warn' : 'sr-only'}>
        {copied === null ? '' : copied ? 'Copied' : 'The browser did not allow copying: select the text and copy it by hand.'}
      </p>
    </section>
  )
}
