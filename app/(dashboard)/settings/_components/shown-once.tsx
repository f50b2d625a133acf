'use client'
import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../../_components/ui/button'
import { Dialog } from '../../../_components/ui/dialog'

type Props = { title: string; description: string; onClose: () => void; children: (onCopied: () => void) => ReactNode }

/** The one time that a secret is seen: it is in no list, no log and no cache. So a slip of the hand must not close it. */
export function ShownOnce({ title, description, onClose, children }: Props) {
  const [copied, setCopied] = useState(false)
  const [warned, setWarned] = useState(false)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && (copied ? onClose() : setWarned(true))}
      title={title}
      description={description}
      footer={
        <Button variant={copied ? 'primary' : 'secondary'} onClick={onClose}>
          {copied ? 'Done' : 'I have copied it'}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {warned && !copied && (
          <p role="alert" className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
            <TriangleAlert size={15} className="mt-0.5 shrink-0" aria-hidden />
            It has not been copied yet, and cannot be shown again. Copy it, or say that you have.
          </p>
        )}
        {children(() => setCopied(true))}
      </div>
    </Dialog>
  )
}
