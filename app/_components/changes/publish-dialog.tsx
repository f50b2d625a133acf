'use client'
import type { FormEvent } from 'react'
import type { Config } from '@/server/core/config/schema'
import { publishDocument } from '../../_lib/drafts/ask'
import { subcloudOf } from '../../_lib/drafts/scopes'
import { useDiff } from '../../_lib/drafts/use-document-query'
import type { Draft } from '../../_lib/drafts/use-draft'
import { useKept } from '../../_lib/kept/use-kept'
import { problemOf } from '../../_lib/problem'
import { useTRPCClient } from '../../_lib/trpc'
import { useMutation } from '../../_lib/use-mutation'
import { QueryView } from '../query-view'
import { InlineError } from '../states'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field, Textarea } from '../ui/field'
import { useToast } from '../ui/toast'
import { ConflictView } from './conflict-view'
import { DiffView } from './diff-view'
import { FindingsList } from './findings-list'
import { ImpactPanel } from './impact-panel'

type Props<T> = { draft: Draft<T>; open: boolean; onOpenChange: (open: boolean) => void; onPublished?: (revision: number) => void }

/** Review → impact → comment → publish. Whoever was second is shown both sides. */
export function PublishDialog<T>({ draft, open, onOpenChange, onPublished }: Props<T>) {
  const client = useTRPCClient()
  const toast = useToast()
  const [comment, keep, forget] = useKept('comment', '')
  const diff = useDiff(draft, open)
  const { scope, document, baseRevision, publishedRevision } = draft
  const publish = useMutation({
    mutationFn: async () => {
      await draft.flush()
      const { revision } = await publishDocument(client, { scope, document, baseRevision, comment: comment.trim() })
      return { revision, sent: document }
    },
    onSuccess: async ({ revision, sent }) => {
      await draft.onPublished(sent, revision)
      onOpenChange(false)
      forget()
      toast(`Revision ${revision} is published`, 'It is in force on every router within two seconds.')
      onPublished?.(revision)
    },
    onError: (error) => {
      if (problemOf(error).code === 'revision_conflict') void draft.refresh()
    },
  })
  const isConflict = draft.isBehind || problemOf(publish.error).code === 'revision_conflict'
  const whole = subcloudOf(scope) === null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    publish.mutate()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      kind="sheet"
      title="Review and publish"
      description={`Against revision ${publishedRevision}, which is in force.`}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Back to editing</Button>
          <Button variant="primary" type="submit" form="publish" disabled={publish.isPending || draft.isBehind || comment.trim() === ''}>
            {publish.isPending ? 'Publishing…' : 'Publish'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {isConflict && draft.isBehind && <ConflictView draft={draft} onRebased={() => publish.reset()} />}
        <FindingsList draft={draft} />
        <QueryView query={diff} what="the differences">
          {(found) => (
            <DiffView
              diff={found}
              before={whole ? (draft.published as Config) : undefined}
              after={whole ? (document as Config) : undefined}
            />
          )}
        </QueryView>
        <section aria-label="Impact">
          <h3 className="mb-1.5 text-xs font-medium text-muted">Impact on recent jobs</h3>
          <ImpactPanel after={{ draft: scope }} subcloud={subcloudOf(scope) ?? undefined} prepare={draft.flush} />
        </section>
        <form id="publish" onSubmit={submit}>
          <Field label="Comment" hint="What this changes and why. Kept with the revision and in the audit trail.">
            <Textarea value={comment} onChange={(event) => keep(event.currentTarget.value)} maxLength={2000} required />
          </Field>
        </form>
        {!isConflict && <InlineError error={publish.error} />}
      </div>
    </Dialog>
  )
}
