'use client'
import { DraftBar } from '../../../_components/changes/draft-bar'
import { DraftLoader } from '../../../_components/changes/draft-loader'
import { FindingsList } from '../../../_components/changes/findings-list'
import { HistoryList } from '../../../_components/changes/history-list'
import { Panel } from '../../../_components/ui/panel'
import { useDraft } from '../../../_lib/drafts/use-draft'
import { ConfigFile } from './config-file'
import { ConfigGeneral } from './config-general'

/** What belongs to no zone and no Subcloud, the document as a file, and every revision there was. */
export function Configuration() {
  return (
    <DraftLoader state={useDraft('config')} what="the configuration">
      {(draft) => (
        <div className="flex flex-col gap-4">
          <DraftBar draft={draft} />
          <FindingsList draft={draft} />
          <Panel title="Network">
            <ConfigGeneral draft={draft} />
          </Panel>
          <Panel title="As a file">
            <ConfigFile draft={draft} />
          </Panel>
          <Panel title="History">
            <HistoryList draft={draft} />
          </Panel>
        </div>
      )}
    </DraftLoader>
  )
}
