'use client'
import { ConfigDraft } from '../../../_components/changes/config-draft'
import { HistoryList } from '../../../_components/changes/history-list'
import { Panel } from '../../../_components/ui/panel'
import { ConfigFile } from './config-file'
import { ModelsField } from './models-field'

/** The models, the document as a file, and every revision there was. */
export function Configuration() {
  return (
    <ConfigDraft>
      {(draft) => (
        <>
          <Panel title="Models">
            <ModelsField draft={draft} />
          </Panel>
          <Panel title="As a file">
            <ConfigFile draft={draft} />
          </Panel>
          <Panel title="History">
            <HistoryList draft={draft} />
          </Panel>
        </>
      )}
    </ConfigDraft>
  )
}
