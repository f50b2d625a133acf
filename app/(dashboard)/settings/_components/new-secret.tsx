'use client'
import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { CreatedKey } from '@/server/control/services/keys/schemas'
import { Button } from '../../../_components/ui/button'
import { Dialog } from '../../../_components/ui/dialog'
import { useTRPC } from '../../../_lib/trpc'
import { CopyBlock } from './copy-block'
import { readyCurl } from './ready-curl'

/** The one time that the secret is seen: it is in no list, no log and no cache. So a slip of the hand must not close it. */
export function NewSecret({ created, onClose }: { created: CreatedKey | null; onClose: () => void }) {
  const model = useSomeModel(created)
  const [copied, setCopied] = useState(false)
  const [warned, setWarned] = useState(false)
  const close = () => {
    setCopied(false)
    setWarned(false)
    onClose()
  }
  return (
    <Dialog
      open={created !== null}
      onOpenChange={(open) => !open && (copied ? close() : setWarned(true))}
      title="Copy the key now"
      description="It is shown this once. Only its hash is stored."
      footer={
        <Button variant={copied ? 'primary' : 'secondary'} onClick={close}>
          {copied ? 'Done' : 'I have copied it'}
        </Button>
      }
    >
      {created && (
        <div className="flex flex-col gap-4">
          {warned && !copied && (
            <p role="alert" className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
              <TriangleAlert size={15} className="mt-0.5 shrink-0" aria-hidden />
              It has not been copied yet, and cannot be shown again. Copy it, or say that you have.
            </p>
          )}
          <CopyBlock label="Key" text={created.secret} onCopied={() => setCopied(true)} />
          <CopyBlock
            label="A first call"
            text={readyCurl({
              base: window.location.origin,
              secret: created.secret,
              scopes: created.key.scopes,
              subcloud: created.key.subcloud,
              model,
            })}
            onCopied={() => setCopied(true)}
          />
        </div>
      )}
    </Dialog>
  )
}

/** One that the call can succeed with: the Subcloud's first, else the one with most slots. */
function useSomeModel(created: CreatedKey | null): string {
  const trpc = useTRPC()
  const enabled = created !== null
  const coverage = useQuery(trpc.zones.coverage.queryOptions(undefined, { enabled }))
  const subclouds = useQuery(trpc.subclouds.list.queryOptions(undefined, { enabled }))
  const own = subclouds.data?.items.find(({ slug }) => slug === created?.key.subcloud)?.models[0]
  const most = [...(coverage.data?.items ?? [])].sort((a, b) => b.slots - a.slots)[0]?.model
  return own ?? most ?? 'llama-3.1-8b-instruct'
}
