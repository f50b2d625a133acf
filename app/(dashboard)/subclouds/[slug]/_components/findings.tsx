'use client'
import { CircleAlert, TriangleAlert, Wrench } from 'lucide-react'
import type { Finding } from '@/server/core/config/finding'
import { applyFix } from '@/server/core/config/fix'
import type { Policy } from '@/server/core/config/schema'
import { Button } from '../../../../_components/ui/button'
import type { Draft } from '../../../../_lib/drafts/use-draft'

/** What keeps the draft from being published, and what is allowed and probably not meant; with the way out where there is one. */
export function Findings({ findings, edit }: { findings: readonly Finding[]; edit: Draft<Policy>['edit'] }) {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  return (
    <>
      {errors.length > 0 && (
        <section aria-label="Keeps it from being published" className="rounded-lg bg-bad-soft px-4 py-3 text-bad">
          <h2 className="flex items-center gap-2 font-semibold">
            <CircleAlert size={15} aria-hidden />
            Keeps it from being published
          </h2>
          <List findings={errors} edit={edit} />
        </section>
      )}
      {warnings.length > 0 && (
        <section aria-label="Worth a second look" className="rounded-lg bg-warn-soft px-4 py-3 text-warn">
          <h2 className="flex items-center gap-2 font-semibold">
            <TriangleAlert size={15} aria-hidden />
            Worth a second look
          </h2>
          <List findings={warnings} edit={edit} />
        </section>
      )}
    </>
  )
}

function List({ findings, edit }: { findings: readonly Finding[]; edit: Draft<Policy>['edit'] }) {
  return (
    <ul className="mt-1 flex flex-col gap-1.5 pl-6">
      {findings.map(({ path, code, message, fix }) => (
        <li key={`${path} ${code} ${message}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>
            {path !== '' && <code className="mr-1.5 text-xs">{path}</code>}
            {message}
          </span>
          {fix && (
            <Button size="sm" onClick={() => edit((policy) => applyFix(policy, fix))}>
              <Wrench size={13} aria-hidden />
              {fix.label}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
