'use client'
import { useEffect, useState } from 'react'
import type { ZonePreview } from '@/server/control/services/zones/schemas'
import type { Config } from '@/server/core/config/schema'
import { useTRPCClient } from '../../../../_lib/trpc'

const afterMs = 700

export type Preview = { status: 'waiting' } | { status: 'ready'; preview: ZonePreview } | { status: 'failed'; error: unknown }

/** What the zone would have to serve with under the draft, asked a moment after the last edit. */
export function usePreview(document: Config, code: string): Preview {
  const client = useTRPCClient()
  const [answer, setAnswer] = useState<Preview>({ status: 'waiting' })
  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(() => {
      client.zones.preview.mutate({ config: document, code }, { signal: abort.signal }).then(
        (preview) => !abort.signal.aborted && setAnswer({ status: 'ready', preview }),
        (error: unknown) => !abort.signal.aborted && setAnswer({ status: 'failed', error }),
      )
    }, afterMs)
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [client, document, code])
  return answer
}
