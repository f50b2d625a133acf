'use client'
import { Plus } from 'lucide-react'
import type { JurisdictionRow } from '@/server/control/services/jurisdictions/schemas'
import { isReviewOverdue } from '@/server/core/config/review'
import { type Config, type Jurisdiction, jurisdictionSchema } from '@/server/core/config/schema'
import { isEqual } from '@/server/core/json/share'
import { DraftBar } from '../../../../_components/changes/draft-bar'
import { DraftLoader } from '../../../../_components/changes/draft-loader'
import { Button } from '../../../../_components/ui/button'
import { type Draft, useDraft } from '../../../../_lib/drafts/use-draft'
import { KeptIn } from '../../../../_lib/kept/use-kept'
import { useNow } from '../../../../_lib/now'
import { useFindings } from '../../edit/_components/use-findings'
import { JurisdictionForm } from './form'
import { JurisdictionList } from './list'

type Props = { inForce: readonly JurisdictionRow[]; code: string | null; onSelect: (code: string | null) => void }

export function JurisdictionEditor(props: Props) {
  return (
    <DraftLoader state={useDraft('config')} what="your draft">
      {(draft) => <Opened {...props} draft={draft} />}
    </DraftLoader>
  )
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
    isChanged: !isEqual(before.get(each.code), each),
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
      <div className="border-b px-4 py-2">
        <DraftBar draft={draft}>
          <Button size="sm" onClick={add}>
            <Plus size={13} aria-hidden />
            Add a jurisdiction
          </Button>
        </DraftBar>
      </div>
      <div className="grid flex-1 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <JurisdictionList items={items} code={code} onSelect={onSelect} />
        {entry ? (
          <KeptIn key={entry.code} place={`jurisdiction ${entry.code}`}>
            <JurisdictionForm
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
          </KeptIn>
        ) : (
          <p className="p-4 text-muted">Choose a jurisdiction to see and change what it is made of.</p>
        )}
      </div>
    </>
  )
}
