'use client'
import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { policySentence } from '@/server/core/boundary/sentence'
import type { Policy } from '@/server/core/config/schema'
import { DraftBar } from '../../../../_components/changes/draft-bar'
import { DraftLoader } from '../../../../_components/changes/draft-loader'
import { PolicyHistoryList } from '../../../../_components/changes/policy-history-list'
import { EmptyState, InlineError } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import { Panel } from '../../../../_components/ui/panel'
import { Tabs } from '../../../../_components/ui/tabs'
import { type Draft, useDraft } from '../../../../_lib/drafts/use-draft'
import { tokenOptions } from '../../../../_lib/token-options'
import { useTRPC } from '../../../../_lib/trpc'
import { type PolicyTab, subcloudParams } from '../search-params'
import { asPolicy } from './as-policy'
import { Findings } from './findings'
import { JsonEditor, useHasUnfinishedJson } from './json-editor'
import { Members } from './members/members'
import { PolicyForm } from './policy-form'
import { Preview } from './preview'
import { Proof } from './proof'
import { Rail } from './rail'
import { TestsEditor } from './tests-editor'
import { useReport } from './use-report'

/** The draft of one policy in every way that it can be looked at; what it means stands on top of all of them. */
export function PolicyEditor({ slug, isAdmin }: { slug: string; isAdmin: boolean }) {
  return (
    <DraftLoader state={useDraft(`subcloud:${slug}`)} what="this policy">
      {(draft) => <Editor slug={slug} isAdmin={isAdmin} draft={draft} />}
    </DraftLoader>
  )
}

function Editor({ slug, isAdmin, draft }: { slug: string; isAdmin: boolean; draft: Draft<Policy> }) {
  const [{ tab }, setParams] = useQueryStates(subcloudParams)
  const policy = useMemo(() => asPolicy(draft.document), [draft.document])
  const { report, isStale, error, retry } = useReport(slug, draft.document)
  const isJsonUnfinished = useHasUnfinishedJson()
  const trpc = useTRPC()
  const config = useQuery(trpc.config.read.queryOptions({}, { staleTime: 60_000 })).data
  const options = useMemo(() => (config ? tokenOptions(config) : []), [config])
  if (!policy)
    return (
      <EmptyState title="This draft is no policy" action={<Button onClick={draft.discard}>Discard it</Button>}>
        It was saved by something else than this editor, or by an older version of it.
      </EmptyState>
    )
  const sound = report?.parsed ? report : null
  const props = { policy, edit: draft.edit, report: sound, options }
  const tabs: { value: PolicyTab; label: string; count?: number; content: React.ReactNode }[] = [
    { value: 'form', label: 'Form', content: <PolicyForm {...props} /> },
    {
      value: 'json',
      label: isJsonUnfinished ? 'JSON (unfinished)' : 'JSON',
      content: <JsonEditor slug={slug} policy={policy} edit={draft.edit} />,
    },
    {
      value: 'tests',
      label: 'Tests',
      count: policy.tests.length || undefined,
      content: <TestsEditor {...props} models={config?.models ?? []} />,
    },
    {
      value: 'preview',
      label: 'Preview',
      content: <Preview slug={slug} policy={policy} options={options} models={config?.models ?? []} />,
    },
    { value: 'members', label: 'Members', content: <Members slug={slug} isAdmin={isAdmin} /> },
    {
      value: 'history',
      label: 'History',
      content: (
        <Panel title="History">
          <PolicyHistoryList slug={slug} draft={draft} />
        </Panel>
      ),
    },
  ]
  return (
    <div className="flex flex-col gap-4 px-4">
      <section aria-label="What the policy means" className="rounded-lg border border-accent/40 bg-accent-soft px-4 py-3 text-base">
        {policySentence(policy)}
      </section>
      <DraftBar draft={draft} />
      {error !== null && (
        <div className="flex flex-wrap items-center gap-2">
          <InlineError error={error} />
          <Button size="sm" onClick={retry}>
            Ask again
          </Button>
        </div>
      )}
      {report && <Findings findings={report.findings} edit={draft.edit} />}
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_19rem]">
        <Tabs label="Policy" value={tab} onChange={(next) => void setParams({ tab: next }, { history: 'push' })} tabs={tabs} />
        <aside aria-label="What it would mean" aria-busy={isStale} className="flex flex-col gap-4 xl:sticky xl:top-4">
          {sound && <Rail slug={slug} fleet={sound.fleet} minTrust={sound.minTrust} />}
          <Proof slug={slug} draft={draft} />
        </aside>
      </div>
    </div>
  )
}
