'use client'
import type { Finding } from '@/server/core/config/finding'
import { type Jurisdiction, zoneCode } from '@/server/core/config/schema'
import { Badge } from '../../../../_components/ui/badge'
import { Button } from '../../../../_components/ui/button'
import { Field, Input, Textarea } from '../../../../_components/ui/field'
import { useKept } from '../../../../_lib/kept/use-kept'
import { MembersField } from '../../_components/members-field'
import { FindingNotes } from '../../edit/_components/finding-notes'

type Props = {
  entry: Jurisdiction
  /** Not published yet: its code can still be chosen, and it can be removed without asking anybody. */
  isNew: boolean
  today: string | null
  usedBy: readonly string[]
  findings: readonly Finding[]
  change: (next: (entry: Jurisdiction) => Jurisdiction, step?: string) => void
  onCode: (code: string) => void
  onRemove: () => void
}

export function JurisdictionForm({ entry, isNew, today, usedBy, findings, change, onCode, onRemove }: Props) {
  const [code, keep, forget] = useKept('code', entry.code)
  const isCode = zoneCode.safeParse(code).success
  return (
    <section aria-label={entry.name} className="flex max-w-3xl flex-col gap-4 p-4">
      <h2 className="text-base font-semibold">
        {entry.code} <span className="font-normal text-muted">{entry.name}</span>
      </h2>
      {isNew && (
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (!isCode) return
            onCode(code)
            forget()
          }}
        >
          <Field label="Code" className="w-40">
            <Input value={code} maxLength={24} onChange={(event) => keep(event.target.value.toUpperCase())} />
          </Field>
          <Button type="submit" disabled={!isCode || code === entry.code}>
            Set code
          </Button>
        </form>
      )}
      <Field label="Name">
        <Input value={entry.name} maxLength={120} onChange={(event) => change((each) => ({ ...each, name: event.target.value }), 'name')} />
      </Field>
      <Field label="Source" hint="Where the membership was read: a law, a treaty, a page">
        <Textarea
          value={entry.source}
          maxLength={500}
          onChange={(event) => change((each) => ({ ...each, source: event.target.value }), 'source')}
        />
      </Field>
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Reviewed">
          <Input
            type="date"
            value={entry.reviewedAt ?? ''}
            max={today ?? undefined}
            className="w-40"
            onChange={(event) => change((each) => ({ ...each, reviewedAt: event.target.value || null }), 'reviewed')}
          />
        </Field>
        <Button disabled={today === null || entry.reviewedAt === today} onClick={() => change((each) => ({ ...each, reviewedAt: today }))}>
          Reviewed today
        </Button>
      </div>
      <section aria-label="Used by" className="flex flex-wrap items-center gap-1.5">
        <h3 className="text-xs font-medium text-muted">In force for</h3>
        {usedBy.length === 0 ? <span className="text-muted">nothing</span> : usedBy.map((user) => <Badge key={user}>{user}</Badge>)}
      </section>
      <FindingNotes findings={findings} />
      <MembersField
        countries={entry.countries}
        subdivisions={entry.subdivisions}
        onChange={(members) => change((each) => ({ ...each, ...members }))}
        note="Nobody: a jurisdiction needs at least one country or subdivision."
      />
      <div>
        <Button
          variant="danger"
          size="sm"
          disabled={usedBy.length > 0}
          title={usedBy.length > 0 ? 'Something still refers to it' : undefined}
          onClick={onRemove}
        >
          Remove
        </Button>
      </div>
    </section>
  )
}
