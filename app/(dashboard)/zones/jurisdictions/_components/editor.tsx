'use client'
import { Plus } from 'lucide-react'
import type { JurisdictionRow } from '@/server/control/services/jurisdictions/schemas'
import { isReviewOverdue } from '@/server/core/config/review'
import { type Config, type Jurisdiction, jurisdictionSchema } from '@/server/core/config/schema'
import { ErrorState, SkeletonRows } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import { type Draft, useDraft } from '../../../../_lib/drafts/use-draft'
import { useNow } from '../../../../_lib/now'
import { DraftToolbar } from '../../edit/_components/draft-toolbar'
import { useFindings } from '../../edit/_components/use-findings'
import { JurisdictionForm } from './form'
import { JurisdictionList } from './list'

type Props = { inForce: readonly JurisdictionRow[]; code: string | null; onSelect: (code: string | null) => void }

export function JurisdictionEditor(props: Props) {
  const opened = useDraft('config')
  if (opened.status === 'loading') return <SkeletonRows label="your draft" />
  if (opened.status === 'failed') return <ErrorState error={opened.error} what="your draft" onRetry={opened.retry} />
  return <Opened {...props} draft={opened.draft} />
}

function Opened({ inForce, code, onSelect, draft }: Props & { draft: Draft<Config> }) {
  const { document, published, edit } = draft
  const findings = useFindings(document, published)
  const now = useNow()
  const today = now > 0 ? new Date(now).toISOString().slice(0, 10) : null
  const before = new Map(published.jurisdictions.map((entry) => [entry.code, entry]))
  const index = document.jurisdictions.findIndex((entry) => entry.code === code)
  const entry = document.jurisdictions[index]
  const items = document.jurisdictions.map((each) => ({
    ...each,
    reviewOverdue: today !== null && isReviewOverdue(each, today),
    isChanged: before.get(each.code) !== each,
  }))
  const change = (next: (each: Jurisdiction) => Jurisdiction, step?: string) =>
    edit((config) => ({ ...config, jurisdictions: config.jurisdictions.map((each) => (each.code === code ? next(each) : each)) }), {
      step: step && `${code} ${step}`,
    })
  const add = () => {
    const known = new Set(document.jurisdictions.map((each) => each.code))
    let n = 1
    while (known.has(`NEW-${n}`)) n++
    edit((config) => ({
      ...config,
      jurisdictions: [...config.jurisdictions, jurisdictionSchema.parse({ code: `NEW-${n}`, name: 'New jurisdiction' })],
    }))
    onSelect(`NEW-${n}`)
  }
  return (
    <>
      <div className="flex flex-wrap items-center justify-end gap-2 border-b px-4 py-1.5">
        <Button size="sm" className="mr-auto" onClick={add}>
          <Plus size={13} aria-hidden />
          Add a jurisdiction
        </Button>
        <DraftToolbar draft={draft} findings={findings} />
      </div>
      <div className="grid flex-1 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <JurisdictionList items={items} code={code} onSelect={onSelect} />
        {entry ? (
          <JurisdictionForm
            key={entry.code}
            entry={entry}
            isNew={!before.has(entry.code)}
            today={today}
            usedBy={inForce.find((each) => each.code === entry.code)?.usedBy ?? []}
            findings={findings.filter(({ path }) => path === `jurisdictions[${index}]` || path.startsWith(`jurisdictions[${index}].`))}
            change={change}
            onCode={(next) => {
              edit((config) => ({
                ...config,
                jurisdictions: config.jurisdictions.map((each) => (each === entry ? { ...each, code: next } : each)),
              }))
              onSelect(next)
            }}
            onRemove={() => {
              edit((config) => ({ ...config, jurisdictions: config.jurisdictions.filter((each) => each.code !== entry.code) }))
              onSelect(null)
            }}
          />
        ) : (
          <p className="p-4 text-muted">Choose a jurisdiction to see and change what it is made of.</p>
        )}
      </div>
    </>
  )
}
