'use client'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import type { CreatedKey } from '@/server/control/services/keys/schemas'
import { Button } from '../../../_components/ui/button'
import { Dialog } from '../../../_components/ui/dialog'
import { copyText } from '../../../_lib/copy'
import { readyCurl } from './key-form'

/** The one time that the secret is seen: it is in no list, no log and no cache. */
export function NewSecret({ created, onClose }: { created: CreatedKey | null; onClose: () => void }) {
  return (
    <Dialog
      open={created !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Copy the key now"
      description="It is shown this once. Only its hash is stored."
      footer={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      {created && (
        <div className="flex flex-col gap-4">
          <Block label="Key" text={created.secret} />
          <Block label="A first call" text={readyCurl(window.location.origin, created.secret, created.key.scopes, created.key.subcloud)} />
        </div>
      )}
    </Dialog>
  )
}

function Block({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <section aria-label={label}>
      <div className="mb-1 flex items-center justify-between">
        <h3 className="text-xs font-medium text-muted">{label}</h3>
        <Button size="sm" aria-label={`Copy ${label.toLowerCase()}`} onClick={async () => setCopied(await copyText(text))}>
          {copied ? <Check size={13} className="text-ok" aria-hidden /> : <Copy size={13} aria-hidden />}
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0} className="overflow-x-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap">
        {text}
      </pre>
    </section>
  )
}
