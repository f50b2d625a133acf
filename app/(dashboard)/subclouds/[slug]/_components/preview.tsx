'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import type { Policy } from '@/server/core/config/schema'
import { QueryView } from '../../../../_components/query-view'
import { TraceTree } from '../../../../_components/trace/trace-tree'
import { Badge } from '../../../../_components/ui/badge'
import { Field, Input } from '../../../../_components/ui/field'
import { Panel } from '../../../../_components/ui/panel'
import { Segmented } from '../../../../_components/ui/segmented'
import { onlyToken, type TokenOption } from '../../../../_lib/token-options'
import { useTRPCClient } from '../../../../_lib/trpc'
import { subcloudParams } from '../search-params'

type Props = { slug: string; policy: Policy; options: readonly TokenOption[]; models: readonly string[] }

/** One request under the draft, by the real decision on the present fleet, and the clause that it comes down to. */
export function Preview({ slug, policy, options, models }: Props) {
  const client = useTRPCClient()
  const [{ origin, model }, setParams] = useQueryStates(subcloudParams)
  const [gate, setGate] = useState<'now' | 'on'>('now')
  const asked = model || models[0] || ''
  const token = origin === 'unknown' ? origin : onlyToken(options, origin)
  const query = useQuery({
    queryKey: ['policy-preview', slug, policy, token, asked, gate],
    queryFn: () => client.subclouds.preview.mutate({ slug, policy, origin: token ?? 'unknown', model: asked, gate }),
    enabled: token !== null && asked !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  return (
    <div className="flex flex-col gap-4">
      <Panel title="A request" aside={<span className="text-xs text-faint">reserves nothing, is in no log</span>}>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field
            label="From"
            hint="A country, zone, jurisdiction or subdivision; or unknown."
            error={
              token === null && options.length > 0 ? 'This can mean nothing, or more than one place. Write e.g. country:FR.' : undefined
            }
          >
            <Input
              className="font-mono text-xs"
              autoComplete="off"
              spellCheck={false}
              value={origin}
              onChange={(event) => void setParams({ origin: event.target.value })}
            />
          </Field>
          <Field label="For the model">
            <Input
              list="preview-models"
              autoComplete="off"
              placeholder={models[0] ?? 'a model'}
              value={model}
              onChange={(event) => void setParams({ model: event.target.value || null })}
            />
          </Field>
        </div>
        <datalist id="preview-models">
          {models.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <div className="mt-3">
          <Segmented
            label="Gate"
            value={gate}
            onChange={setGate}
            choices={[
              { value: 'now', label: 'As the gate is now' },
              { value: 'on', label: 'With geo-routing on' },
            ]}
          />
        </div>
      </Panel>
      {asked === '' ? (
        <p className="text-muted">The configuration lists no model. Write one that a node has.</p>
      ) : (
        token !== null && (
          <QueryView query={query} what="the preview">
            {(preview) =>
              preview.ok ? (
                <>
                  <Panel title="What decides">
                    {preview.clauses.length === 0 ? (
                      <p className="text-muted">No clause of this policy: the fleet is in the way, or the job’s own wishes.</p>
                    ) : (
                      <ul className="flex flex-col gap-1.5">
                        {preview.clauses.map(({ path, sentence }) => (
                          <li key={`${path} ${sentence}`} className="flex flex-wrap items-baseline gap-x-2">
                            {path !== '' && <code className="rounded bg-sunken px-1.5 text-xs">{path}</code>}
                            <span>{sentence.replaceAll('`', '')}</span>
                          </li>
                        ))}
                      </ul>
                    )}
                  </Panel>
                  <Panel
                    title="How it comes about"
                    aside={
                      preview.answer.decision.outcome === 'routed' ? (
                        <Badge tone="ok">served in {preview.answer.decision.servedZone ?? 'no zone'}</Badge>
                      ) : (
                        <Badge tone="bad">refused</Badge>
                      )
                    }
                  >
                    <TraceTree decision={preview.answer.decision} trace={preview.answer.trace} />
                  </Panel>
                </>
              ) : (
                <ul className="rounded-lg bg-bad-soft px-4 py-3 text-bad">
                  {preview.problems.map((problem) => (
                    <li key={problem}>{problem}</li>
                  ))}
                </ul>
              )
            }
          </QueryView>
        )
      )}
    </div>
  )
}
