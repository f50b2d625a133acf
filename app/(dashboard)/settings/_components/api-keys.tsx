'use client'
import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import type { CreatedKey, KeyRow } from '@/server/control/services/keys/schemas'
import { QueryView } from '../../../_components/query-view'
import { EmptyState } from '../../../_components/states'
import { Button } from '../../../_components/ui/button'
import { closed } from '../../../_lib/closed'
import { useTRPC } from '../../../_lib/trpc'
import { settingsParams } from '../search-params'
import { CreateKey } from './create-key'
import { KeyTable } from './key-table'
import { NewSecret } from './new-secret'
import { RevokeKey } from './revoke-key'
import { RotateKey } from './rotate-key'

export function ApiKeys() {
  const trpc = useTRPC()
  const query = useQuery(trpc.keys.list.queryOptions())
  const [{ create: creating }, setParams] = useQueryStates(settingsParams)
  const setCreating = (create: boolean) => void setParams({ create })
  const [created, setCreated] = useState<CreatedKey | null>(null)
  const [rotating, setRotating] = useState<KeyRow | null>(null)
  const [revoking, setRevoking] = useState<KeyRow | null>(null)
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus size={14} aria-hidden />
      Create key
    </Button>
  )
  return (
    <>
      <QueryView query={query} what="the API keys">
        {({ items }) => (
          <>
            <div className="mb-3 flex items-center justify-between gap-4">
              <p className="text-muted">
                Keys authenticate programs: the Cloud API asks for routes with one, endpoints report with one. Only a hash is stored.
              </p>
              {items.length > 0 && create}
            </div>
            {items.length === 0 ? (
              <EmptyState icon={<KeyRound size={24} aria-hidden />} title="No API key yet" action={create}>
                Create one to route a first job; it comes with a ready curl.
              </EmptyState>
            ) : (
              <KeyTable keys={items} onRotate={setRotating} onRevoke={setRevoking} />
            )}
          </>
        )}
      </QueryView>
      <CreateKey open={creating} onOpenChange={setCreating} onCreated={setCreated} />
      {created && <NewSecret created={created} onClose={() => setCreated(null)} />}
      {rotating && <RotateKey key={rotating.id} target={rotating} onClose={() => setRotating(closed(rotating))} onCreated={setCreated} />}
      {revoking && <RevokeKey key={revoking.id} target={revoking} onClose={() => setRevoking(closed(revoking))} />}
    </>
  )
}
