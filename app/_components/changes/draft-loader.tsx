'use client'
import type { ReactNode } from 'react'
import type { Draft, UseDraft } from '../../_lib/drafts/use-draft'
import { KeptIn } from '../../_lib/kept/use-kept'
import { ErrorState, SkeletonRows } from '../states'

/** A draft while it loads, when it cannot be, and then; what is typed below and is not in it yet is kept beside it. */
export function DraftLoader<T>({ state, what, children }: { state: UseDraft<T>; what: string; children: (draft: Draft<T>) => ReactNode }) {
  if (state.status === 'loading') return <SkeletonRows label={what} />
  if (state.status === 'failed') return <ErrorState error={state.error} what={what} onRetry={state.retry} />
  return <KeptIn place={state.draft.scope}>{children(state.draft)}</KeptIn>
}
