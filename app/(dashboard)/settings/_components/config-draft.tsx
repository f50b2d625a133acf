'use client'
import type { ReactNode } from 'react'
import type { Config } from '@/server/core/config/schema'
import { DraftBar } from '../../../_components/changes/draft-bar'
import { DraftLoader } from '../../../_components/changes/draft-loader'
import { FindingsList } from '../../../_components/changes/findings-list'
import { type Draft, useDraft } from '../../../_lib/drafts/use-draft'

/** One's draft of the configuration with its bar and its findings: every tab that edits a part of it is the same draft. */
export function ConfigDraft({ children }: { children: (draft: Draft<Config>) => ReactNode }) {
  return (
    <DraftLoader state={useDraft('config')} what="the configuration">
      {(draft) => (
        <div className="flex flex-col gap-4">
          <DraftBar draft={draft} />
          <FindingsList draft={draft} />
          {children(draft)}
        </div>
      )}
    </DraftLoader>
  )
}
