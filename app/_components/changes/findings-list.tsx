'use client'
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useFindings } from '../../_lib/drafts/use-document-query'
import type { Draft } from '../../_lib/drafts/use-draft'
import { plural } from '../../_lib/format'
import { InlineError } from '../states'
import { pathWords } from './path-words'

type Props<T> = {
  draft: Draft<T>
  /** Makes each finding a way to what it is about. */
  onOpen?: (path: string) => void
  /** Only those whose path begins so, e.g. `zones[3]`. */
  under?: string
}

/** What is wrong with the draft and where, live: errors keep it from being published, warnings do not. */
export function FindingsList<T>({ draft, onOpen, under = '' }: Props<T>) {
  const { data, error, isChecking } = useFindings(draft)
  if (!draft.isChanged) return null
  const findings = [...(data?.errors ?? []), ...(data?.warnings ?? [])].filter(({ path }) => path.startsWith(under))
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return (
    <section aria-label="Findings" aria-busy={isChecking} className="flex flex-col gap-1.5">
      <p role="status" className="flex items-center gap-1.5 text-xs text-muted">
        {data && !isChecking && findings.length === 0 && <CircleCheck size={13} className="text-ok" aria-hidden />}
        {isChecking || !data
          ? 'Checking…'
          : findings.length === 0
            ? 'Checked: nothing to report.'
            : summary(errors, findings.length - errors)}
      </p>
      <InlineError error={error} />
      <ul className="flex flex-col gap-1">
        {findings.map((finding) => {
          const isError = finding.severity === 'error'
          const Icon = isError ? CircleAlert : TriangleAlert
          return (
            <li
              key={`${finding.path} ${finding.code} ${finding.message}`}
              className={`flex items-start gap-2 rounded-md px-2.5 py-1.5 ${isError ? 'bg-bad-soft text-bad' : 'bg-warn-soft text-warn'}`}
            >
              <Icon size={14} className="mt-0.5 shrink-0" aria-label={isError ? 'Error' : 'Warning'} />
              <span className="min-w-0">
                {finding.path && (
                  <span className="block text-2xs opacity-80">
                    {onOpen ? (
                      <button type="button" className="underline" onClick={() => onOpen(finding.path)}>
                        {pathWords(finding.path, draft.document)}
                      </button>
                    ) : (
                      pathWords(finding.path, draft.document)
                    )}
                  </span>
                )}
                {finding.message}
                {finding.suggestions && finding.suggestions.length > 0 && (
                  <span className="block text-xs">Write {finding.suggestions.join(' or ')}.</span>
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function summary(errors: number, warnings: number): string {
  return [errors > 0 && plural(errors, 'error'), warnings > 0 && plural(warnings, 'warning')].filter(Boolean).join(', ')
}
