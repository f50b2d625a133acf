'use client'
import type { ReactNode } from 'react'
import type { Config } from '@/server/core/config/schema'
import { type Draft, useDraft } from '../../_lib/drafts/use-draft'
import { DraftBar } from './draft-bar'
import { DraftLoader } from './draft-loader'
import { FindingsList } from './findings-list'

type Props = { children: (draft: Draft<Config>) => ReactNode; what?: string; under?: string }

/** One's draft of the configuration with its bar and its findings: every form that edits a part of it is the same draft. */
export function ConfigDraft({ children, what = 'the configuration', under }: Props) {
  return (
    <DraftLoader state={useDraft('config')} what={what}>
      {(draft) => (
        <div className="flex flex-col gap-4">
          <DraftBar draft={draft} />
          <FindingsList draft={draft} under={under} />
          {children(draft)}
        </div>
      )}
    </DraftLoader>
  )
}
