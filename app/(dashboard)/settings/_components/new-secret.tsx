'use client'
import { useQuery } from '@tanstack/react-query'
import type { CreatedKey } from '@/server/control/services/keys/schemas'
import { useTRPC } from '../../../_lib/trpc'
import { CopyBlock } from './copy-block'
import { readyCurl } from './ready-curl'
import { ShownOnce } from './shown-once'

/** With a call that works as it stands. */
export function NewSecret({ created, onClose }: { created: CreatedKey; onClose: () => void }) {
  const model = useSomeModel(created)
  const { scopes, subcloud } = created.key
  return (
    <ShownOnce title="Copy the key now" description="It is shown this once. Only its hash is stored." onClose={onClose}>
      {(onCopied) => (
        <>
          <CopyBlock label="Key" text={created.secret} onCopied={onCopied} />
          <CopyBlock
            label="A first call"
            text={readyCurl({ base: window.location.origin, secret: created.secret, scopes, subcloud, model })}
            onCopied={onCopied}
          />
        </>
      )}
    </ShownOnce>
  )
}

/** One that the call can succeed with: the Subcloud's first, else the one with most slots. */
function useSomeModel(created: CreatedKey): string {
  const trpc = useTRPC()
  const coverage = useQuery(trpc.zones.coverage.queryOptions())
  const subclouds = useQuery(trpc.subclouds.list.queryOptions())
  const own = subclouds.data?.items.find(({ slug }) => slug === created.key.subcloud)?.models[0]
  const most = [...(coverage.data?.items ?? [])].sort((a, b) => b.slots - a.slots)[0]?.model
  return own ?? most ?? 'llama-3.1-8b-instruct'
}
