'use client'
import { useQuery } from '@tanstack/react-query'
import { type Policy, policySchema } from '@/server/core/config/schema'
import { isEqual } from '@/server/core/json/share'
import { Button } from '../../../../_components/ui/button'
import { cn } from '../../../../_components/ui/cn'
import { Panel } from '../../../../_components/ui/panel'
import type { Draft } from '../../../../_lib/drafts/use-draft'
import { useKept } from '../../../../_lib/kept/use-kept'
import { useTRPCClient } from '../../../../_lib/trpc'

type Read = { ok: true; policy: Policy } | { ok: false; json: unknown; message: string | null }

/** Text that is no policy yet, and the draft that it was typed over. */
type Typed = { text: string; over: Policy }
const useTyped = () => useKept<Typed | null>('json', null)

export function useHasUnfinishedJson(): boolean {
  const [typed] = useTyped()
  return typed !== null && !readPolicy(typed.text).ok
}

/** The same draft as text. What is not a policy yet stays in the text, with what is wrong by path, and the draft as it was. */
export function JsonEditor({ slug, policy, edit }: { slug: string; policy: Policy; edit: Draft<Policy>['edit'] }) {
  const [kept, keep, forget] = useTyped()
  const typed = kept && isStanding(kept.text, policy) ? kept : null
  const text = typed?.text ?? JSON.stringify(policy, null, 2)
  const read = readPolicy(text)
  const type = (next: string) => {
    const parsed = readPolicy(next)
    keep({ text: next, over: parsed.ok ? parsed.policy : (typed?.over ?? policy) })
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
        onBlur={() => read.ok && forget()}
      />
      {typed && !read.ok && (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-muted">
          {isEqual(typed.over, policy)
            ? 'It stays here until it is valid.'
            : 'The draft has changed since this was typed: once it is valid, it replaces that.'}
          <Button size="sm" onClick={forget}>
            Back to the draft’s text
          </Button>
        </p>
      )}
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

/** Text that still waits to be a policy, or says what the draft says; else the draft was undone or changed elsewhere since. */
function isStanding(text: string, policy: Policy): boolean {
  const read = readPolicy(text)
  return !read.ok || isEqual(read.policy, policy)
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
