'use client'
import { useQuery } from '@tanstack/react-query'
import { useTRPCClient } from '../../../_lib/trpc'
import { useStatus } from '../../../_lib/use-status'
import type { Document, Loaded } from './protocol'
import type { EngineState } from './use-engine'

export type ReadyDocument = { key: string; revision: number; loaded: Loaded; config: unknown }

/** A configuration in the engine: what is published, a revision by its number, or a draft. */
export function useDocument(choice: string | null, { link, number }: EngineState) {
  const client = useTRPCClient()
  const published = useStatus().data?.replica.revision ?? null
  return useQuery({
    queryKey: ['simulator', 'document', number, choice, published],
    enabled: link !== null && published !== null,
    staleTime: 0,
    queryFn: async (): Promise<ReadyDocument> => {
      const document = await readDocument(choice, client)
      return { key: document.key, revision: document.revision, config: document.config, loaded: await link!.takeConfig(document) }
    },
  })
}

type Client = ReturnType<typeof useTRPCClient>

async function readDocument(choice: string | null, client: Client): Promise<Document> {
  if (choice?.startsWith('draft:')) return readDraft(choice.slice('draft:'.length), client)
  const { revision, ...config } = await client.config.read.query(choice === null ? {} : { revision: Number(choice) })
  return { key: String(revision), revision, config, policy: null }
}

async function readDraft(id: string, client: Client): Promise<Document> {
  const draft = await client.drafts.read.query({ id })
  const key = `draft:${id} ${draft.version}`
  if (draft.scope === 'config') return { key, revision: draft.baseRevision, config: draft.document, policy: null }
  const { revision, ...config } = await client.config.read.query({})
  const slug = draft.scope.slice('subcloud:'.length)
  return { key: `${key} ${revision}`, revision, config, policy: { slug, document: draft.document } }
}
