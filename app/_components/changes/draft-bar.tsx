'use client'
import { CloudAlert, CloudCheck, LoaderCircle, Redo2, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Draft } from '../../_lib/drafts/use-draft'
import { useUndoKeys } from '../../_lib/drafts/use-undo-keys'
import { problemOf } from '../../_lib/problem'
import { useMutation } from '../../_lib/use-mutation'
import { RelativeTime } from '../relative-time'
import { InlineError } from '../states'
import { Button } from '../ui/button'
import { ConflictView } from './conflict-view'
import { OthersDrafts } from './others-drafts'
import { PublishDialog } from './publish-dialog'

type Props<T> = { draft: Draft<T>; children?: ReactNode; onPublished?: (revision: number) => void }

/** The draft at a glance: saved or not, undo and redo, who else is at it, and the way to publishing. */
export function DraftBar<T>({ draft, children, onPublished }: Props<T>) {
  const [isReviewing, setReviewing] = useState(false)
  const { state, isChanged, isBehind, canUndo, canRedo, undo, redo } = draft
  useUndoKeys(undo, redo)
  return (
    <div className="flex flex-col gap-2">
      <div role="toolbar" aria-label="Draft" className="flex flex-wrap items-center gap-2 rounded-lg border bg-surface px-3 py-1.5">
        <SaveState draft={draft} />
        {draft.othersDrafts.length > 0 && <OthersDrafts drafts={draft.othersDrafts} />}
        <span className="ml-auto flex flex-wrap items-center gap-1.5">
          {children}
          <Button variant="ghost" size="icon-sm" aria-label="Undo" title="Undo (Ctrl Z)" disabled={!canUndo} onClick={undo}>
            <Undo2 size={15} aria-hidden />
          </Button>
          <Button variant="ghost" size="icon-sm" aria-label="Redo" title="Redo (Ctrl Shift Z)" disabled={!canRedo} onClick={redo}>
            <Redo2 size={15} aria-hidden />
          </Button>
          <Button size="sm" disabled={!isChanged} onClick={draft.discard}>
            Discard
          </Button>
          <Button size="sm" variant="primary" disabled={!isChanged || state === 'conflict'} onClick={() => setReviewing(true)}>
            Review and publish
          </Button>
        </span>
      </div>
      {state === 'conflict' && <OtherTab draft={draft} />}
      {isBehind && !isReviewing && <ConflictView draft={draft} />}
      <PublishDialog draft={draft} open={isReviewing} onOpenChange={setReviewing} onPublished={onPublished} />
    </div>
  )
}

function SaveState<T>({ draft: { state, error, savedAt, isChanged, publishedRevision, flush } }: { draft: Draft<T> }) {
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-xs text-muted">
      {state === 'clean' && `As published, revision ${publishedRevision}`}
      {state === 'saving' && (
        <>
          <LoaderCircle size={14} className="animate-spin motion-reduce:animate-none" aria-hidden />
          Saving draft…
        </>
      )}
      {state === 'saved' && isChanged && (
        <>
          <CloudCheck size={14} className="text-ok" aria-hidden />
          Draft saved {savedAt !== null && <RelativeTime at={savedAt} />}
        </>
      )}
      {state === 'error' && (
        <>
          <CloudAlert size={14} className="text-bad" aria-hidden />
          <span className="text-bad">Draft not saved: {problemOf(error).detail}</span>
          <Button size="sm" onClick={() => void flush()}>
            Save now
          </Button>
        </>
      )}
      {state === 'conflict' && <span className="text-warn">Changed in another tab</span>}
    </span>
  )
}

function OtherTab<T>({ draft: { keepMine, takeTheirs } }: { draft: Draft<T> }) {
  const choice = useMutation({ mutationFn: (settle: () => Promise<void>) => settle() })
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 rounded-lg bg-warn-soft px-3 py-2 text-warn">
      <span className="min-w-0 flex-1">This draft was changed in another tab or window. What you typed here is not lost.</span>
      <Button size="sm" onClick={() => choice.mutate(keepMine)}>
        Keep what is here
      </Button>
      <Button size="sm" onClick={() => choice.mutate(takeTheirs)}>
        Take the other tab’s
      </Button>
      <InlineError error={choice.error} />
    </div>
  )
}
