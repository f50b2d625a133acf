'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { DraftRow } from '@/server/control/services/drafts/schemas'
import { useTRPC, useTRPCClient } from '../trpc'
import { useStatus } from '../use-status'
import { DraftStore, type DraftView } from './draft-store'
import type { DraftDocument, DraftScope } from './scopes'
import { trpcSource } from './source'

type Actions<T> = Pick<
  DraftStore<T>,
  'edit' | 'undo' | 'redo' | 'discard' | 'rebaseOnto' | 'keepMine' | 'takeTheirs' | 'published' | 'flush' | 'refresh'
>
export type Draft<T> = DraftView<T> &
  Omit<Actions<T>, 'published'> & {
    scope: DraftScope
    othersDrafts: readonly DraftRow[]
    onPublished: Actions<T>['published']
    invalidate: () => Promise<void>
  }
export type UseDraft<T> =
  | { status: 'loading'; draft: null }
  | { status: 'failed'; draft: null; error: unknown; retry: () => void }
  | { status: 'ready'; draft: Draft<T> }

type Client = ReturnType<typeof useTRPCClient>
/** Shared by all components of the page and kept over navigation, so that undo outlives a change of screen. */
const stores = new WeakMap<Client, Map<DraftScope, unknown>>()

function storeOf<Scope extends DraftScope>(scope: Scope, client: Client): DraftStore<DraftDocument<Scope>> {
  const known = stores.get(client) ?? new Map<DraftScope, unknown>()
  stores.set(client, known)
  const store = known.get(scope) ?? new DraftStore(trpcSource(client, scope))
  known.set(scope, store)
  return store as DraftStore<DraftDocument<Scope>>
}

const othersEveryMs = 15_000

/** One's draft of the configuration or of a Subcloud's policy: begun by the first edit, saved by itself. */
export function useDraft<Scope extends DraftScope>(scope: Scope): UseDraft<DraftDocument<Scope>> {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const store = storeOf(scope, useTRPCClient())
  const view = useSyncExternalStore(store.subscribe, store.view, () => null)
  const loading = useQuery({
    queryKey: ['draft', scope],
    queryFn: async () => {
      await store.load()
      return true
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  const others = useQuery(trpc.drafts.list.queryOptions({ scope }, { refetchInterval: othersEveryMs }))

  const revision = useStatus().data?.replica.revision ?? null
  const isOld = view !== null && revision !== null && revision > view.publishedRevision
  useEffect(() => {
    if (isOld) store.refresh().catch(() => undefined)
  }, [isOld, store])

  useEffect(() => {
    const onHide = () => document.visibilityState === 'hidden' && void store.flush()
    const onLeave = (event: BeforeUnloadEvent) => {
      if (!store.isUnsaved()) return
      void store.flush()
      event.preventDefault()
    }
    document.addEventListener('visibilitychange', onHide)
    window.addEventListener('beforeunload', onLeave)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      window.removeEventListener('beforeunload', onLeave)
      void store.flush()
    }
  }, [store])

  if (view) {
    const { edit, undo, redo, discard, rebaseOnto, keepMine, takeTheirs, flush, refresh } = store
    const invalidate = () => queries.invalidateQueries()
    const onPublished: typeof store.published = async (sent, at) => {
      await store.published(sent, at)
      await invalidate()
    }
    const othersDrafts = others.data?.items.filter(({ mine }) => !mine) ?? []
    const actions = { edit, undo, redo, discard, rebaseOnto, keepMine, takeTheirs, flush, refresh, onPublished, invalidate }
    return { status: 'ready', draft: { ...view, ...actions, scope, othersDrafts } }
  }
  if (loading.isError) return { status: 'failed', draft: null, error: loading.error, retry: () => void loading.refetch() }
  return { status: 'loading', draft: null }
}
