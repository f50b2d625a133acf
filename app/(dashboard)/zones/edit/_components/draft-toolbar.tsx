'use client'
import { useMutation } from '@tanstack/react-query'
import { Redo2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Finding } from '@/server/core/config/finding'
import type { Config } from '@/server/core/config/schema'
import { InlineError } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { Field, Input } from '../../../../_components/ui/field'
import type { Draft } from '../../../../_lib/drafts/use-draft'
import { useTRPC } from '../../../../_lib/trpc'

const words = { clean: 'No changes', saving: 'Saving…', saved: 'Draft saved', error: 'Not saved', conflict: 'Changed in another tab' }

export function DraftToolbar({ draft, findings }: { draft: Draft<Config>; findings: readonly Finding[] }) {
  const [open, setOpen] = useState(false)
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return (
    <>
      <span role="status" className="text-xs text-muted">
        {words[draft.state]}
      </span>
      <Button variant="ghost" size="icon-sm" aria-label="Undo" disabled={!draft.canUndo} onClick={draft.undo}>
        <Undo2 size={14} aria-hidden />
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label="Redo" disabled={!draft.canRedo} onClick={draft.redo}>
        <Redo2 size={14} aria-hidden />
      </Button>
      <Button size="sm" disabled={!draft.isChanged} onClick={draft.discard}>
        Discard
      </Button>
      <Button size="sm" variant="primary" disabled={!draft.isChanged || errors > 0} onClick={() => setOpen(true)}>
        Review and publish
      </Button>
      {open && <Publish draft={draft} onClose={() => setOpen(false)} />}
    </>
  )
}

function Publish({ draft, onClose }: { draft: Draft<Config>; onClose: () => void }) {
  const trpc = useTRPC()
  const [comment, setComment] = useState('')
  const publish = useMutation(
    trpc.config.publish.mutationOptions({
      onSuccess: async () => {
        await draft.onPublished()
        onClose()
      },
    }),
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Publish"
      footer={
        <Button
          variant="primary"
          disabled={comment.trim() === '' || publish.isPending}
          onClick={() => publish.mutate({ config: draft.document, baseRevision: draft.baseRevision, comment })}
        >
          Publish
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Comment">
          <Input value={comment} onChange={(event) => setComment(event.target.value)} />
        </Field>
        <InlineError error={publish.error} />
      </div>
    </Dialog>
  )
}
