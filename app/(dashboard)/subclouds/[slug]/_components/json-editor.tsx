'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Policy, policySchema } from '@/server/core/config/schema'
import { cn } from '../../../../_components/ui/cn'
import { Panel } from '../../../../_components/ui/panel'
import type { Draft } from '../../../../_lib/drafts/use-draft'
import { useTRPCClient } from '../../../../_lib/trpc'

type Read = { ok: true; policy: Policy } | { ok: false; json: unknown; message: string | null }

/** The same draft as text. What is not a policy yet stays in the text, with what is wrong by path, and the draft as it was. */
export function JsonEditor({ slug, policy, edit }: { slug: string; policy: Policy; edit: Draft<Policy>['edit'] }) {
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? JSON.stringify(policy, null, 2)
  const read = readPolicy(text)
  const type = (next: string) => {
    setTyped(next)
    const parsed = readPolicy(next)
    if (parsed.ok) edit(() => parsed.policy, { step: 'json' })
  }
  return (
    <Panel
      title="JSON"
      aside={<span className="text-xs text-faint">{read.ok ? 'in step with the form' : 'not in the draft until it is valid'}</span>}
    >
      <textarea
        aria-label="Policy as JSON"
        aria-invalid={!read.ok}
        aria-describedby="json-errors"
        spellCheck={false}
        rows={Math.min(40, Math.max(12, text.split('\n').length + 1))}
        className={cn('w-full rounded-md border bg-sunken p-3 font-mono text-xs', !read.ok && 'border-bad')}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={() => read.ok && setTyped(null)}
      />
      <div id="json-errors" role="status">
        {!read.ok && (read.message === null ? <Explained slug={slug} json={read.json} /> : <p className="mt-2 text-bad">{read.message}</p>)}
      </div>
    </Panel>
  )
}

/** By the server, which knows which zones there are and what a bare token may have meant. */
function Explained({ slug, json }: { slug: string; json: unknown }) {
  const client = useTRPCClient()
  const { data } = useQuery({
    queryKey: ['policy-json', slug, json],
    queryFn: () => client.subclouds.weigh.mutate({ slug, policy: json }),
    placeholderData: (old) => old,
  })
  return (
    <ul className="mt-2 flex flex-col gap-1 text-bad">
      {(data?.findings ?? []).map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          <code className="mr-1.5 text-xs">{path || 'policy'}</code>
          {message}
        </li>
      ))}
    </ul>
  )
}

function readPolicy(text: string): Read {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { ok: false, json: null, message: `This is no JSON: ${(error as Error).message}` }
  }
  const parsed = policySchema.safeParse(json)
  return parsed.success ? { ok: true, policy: parsed.data } : { ok: false, json, message: null }
}
